package jp.linkage.local.ceremony;

import java.nio.file.Path;
import jp.linkage.protocol.conversion.AgencyDecryptionKey;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.keys.AgencyKeyFile;
import jp.linkage.protocol.keys.Es256PrivateKey;

/** Makes one agency's keys. */
final class AgencyKeyMaker {
  private static final int KEY_SIZE = 32;

  private AgencyKeyMaker() {}

  static AgencyPublic make(Path file, int epoch, AgencyId agency) {
    var keys =
        new AgencyKeyFile(
            agency,
            epoch,
            AgencyDecryptionKey.generate(),
            SecretBytes.random(KEY_SIZE),
            Es256PrivateKey.generate(),
            SecretBytes.random(KEY_SIZE),
            SecretBytes.random(KEY_SIZE),
            SecretBytes.random(KEY_SIZE));
    keys.write(file);
    return new AgencyPublic(
        keys.decryptionKey().publicKey(),
        keys.decryptionKey().provePossession(agency.value(), epoch),
        HpkePrivateKey.ofSeed(keys.hpkeSeed()).publicKey(),
        keys.signingKey().publicKey());
  }
}
