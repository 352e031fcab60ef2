package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Proof;
import jp.linkage.protocol.crypto.ProtocolViolation;

/** The domain separation tags of docs/spec/protocol.md §2, one for each use of a hash. */
final class Tags {
  private static final String SUITE = "JP-LINKAGE-V01-CS01-";

  static final String HASH_TO_GROUP = SUITE + "with-P256_XMD:SHA-256_SSWU_RO_";
  static final String INQUIRER = SUITE + "pi-A";
  static final String BROKER = SUITE + "pi-B";
  static final String SUBJECT = SUITE + "pi-L";
  static final String AUDIT = SUITE + "pi-S";
  static final String POSSESSION = SUITE + "possession-";

  private Tags() {}

  static void requireSecrets(Proof proof, int secrets) {
    if (proof.responses().size() != secrets) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected " + secrets + " responses, found " + proof.responses().size());
    }
  }
}
