package jp.linkage.protocol.crypto;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;

/**
 * Pads payloads to size classes, so that the length of a ciphertext tells the class only: 512
 * bytes, 1, 2, 4, … kB, up to 4 MB. ISO/IEC 7816-4: one byte 0x80, then zeros. A payload has
 * exactly one padded form.
 */
public final class Padding {
  /** The smallest size class in bytes. */
  public static final int SMALLEST = 512;

  /** The greatest size class in bytes; a payload is at least one byte smaller. */
  public static final int GREATEST = 1 << 22;

  private static final byte MARK = (byte) 0x80;

  private Padding() {}

  /** The payload, 0x80, and zeros up to the smallest class that holds them. */
  static byte[] pad(byte[] payload) {
    byte[] padded = Arrays.copyOf(payload, sizeClass(payload.length));
    padded[payload.length] = MARK;
    return padded;
  }

  /**
   * The payload.
   *
   * @throws ProtocolViolation when these bytes are not what {@link #pad} makes of one
   */
  static byte[] unpad(byte[] padded) {
    int end = padded.length - 1;
    while (end >= 0 && padded[end] == 0) {
      end--;
    }
    if (end < 0 || padded[end] != MARK || padded.length != sizeClass(end)) {
      throw new ProtocolViolation(
          Reason.INVALID_PADDING, "expected a payload, 0x80 and zeros up to its size class");
    }
    return Arrays.copyOf(padded, end);
  }

  static boolean isSizeClass(int size) {
    return size >= SMALLEST && size <= GREATEST && Integer.bitCount(size) == 1;
  }

  private static int sizeClass(int payload) {
    if (payload >= GREATEST) {
      throw new IllegalArgumentException(
          "expected a payload of less than " + GREATEST + " bytes, found " + payload);
    }
    return Math.max(SMALLEST, Integer.highestOneBit(payload) << 1);
  }
}
