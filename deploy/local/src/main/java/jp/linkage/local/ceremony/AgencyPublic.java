package jp.linkage.local.ceremony;

import jp.linkage.protocol.conversion.ProofOfPossession;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.HpkePublicKey;
import jp.linkage.protocol.keys.Es256PublicKey;

/** What an agency hands to the manifest authority. */
record AgencyPublic(
    Element y, ProofOfPossession proof, HpkePublicKey hpkeKey, Es256PublicKey signingKey) {}
