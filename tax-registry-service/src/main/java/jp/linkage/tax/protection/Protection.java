package jp.linkage.tax.protection;

import java.time.Instant;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.StaffPseudonym;

/**
 * A decision on the protection of a person; the latest one holds.
 *
 * @param addressee who is protected
 * @param level how far
 * @param reason why, 1 to {@value #REASON_LENGTH} characters
 * @param decidedAt since when
 * @param decidedBy by whom
 */
public record Protection(
    AddresseeNumber addressee,
    ProtectionLevel level,
    String reason,
    Instant decidedAt,
    StaffPseudonym decidedBy) {
  public static final int REASON_LENGTH = 200;

  public Protection {
    if (reason.isEmpty() || reason.length() > REASON_LENGTH) {
      throw new IllegalArgumentException("a reason has 1 to " + REASON_LENGTH + " characters");
    }
  }
}
