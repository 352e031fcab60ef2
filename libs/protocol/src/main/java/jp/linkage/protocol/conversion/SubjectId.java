package jp.linkage.protocol.conversion;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * lid, the pseudonym of a person inside the audit-service: 16 bytes. Personal data all the same: it
 * links a person's exchanges, and is not printed.
 */
public final class SubjectId {
  /** The size in bytes. */
  public static final int SIZE = 16;

  private final byte[] bytes;

  private SubjectId(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * The id with these bytes.
   *
   * @throws ProtocolViolation when there are not 16
   */
  public static SubjectId of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.MALFORMED_VALUE,
          "expected a subject id of 16 bytes, found " + bytes.length);
    }
    return new SubjectId(bytes.clone());
  }

  /** The 16 bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SubjectId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SubjectId(redacted)";
  }
}
