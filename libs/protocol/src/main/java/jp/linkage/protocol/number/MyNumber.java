package jp.linkage.protocol.number;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * An individual number (個人番号, 番号法2条5項): 12 digits, the last of them the check digit of 命令5条.
 *
 * <h2>Security guarantees</h2>
 *
 * No text of this class, nor of its exceptions, holds a digit of the number. {@link #wipe}
 * overwrites this copy.
 */
public final class MyNumber {
  /** The number of digits. */
  public static final int DIGITS = 12;

  private final byte[] digits;

  private MyNumber(byte[] digits) {
    this.digits = digits;
  }

  /**
   * Reads a number.
   *
   * @param text 12 ASCII digits, nothing between them
   * @throws InvalidNumber which tells the rule that the text breaks
   */
  public static MyNumber parse(String text) {
    if (text.length() != DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidNumber(InvalidNumber.Rule.TWELVE_DIGITS);
    }
    byte[] digits = text.getBytes(StandardCharsets.US_ASCII);
    // Passes the check digit, and is what an empty field becomes.
    if (text.chars().allMatch(c -> c == '0')) {
      throw new InvalidNumber(InvalidNumber.Rule.NOT_ALL_ZEROS);
    }
    if (digits[DIGITS - 1] - '0' != checkDigit(digits)) {
      throw new InvalidNumber(InvalidNumber.Rule.CHECK_DIGIT);
    }
    return new MyNumber(digits);
  }

  /** The 12 ASCII digits, for hashing to the group and for nothing else. */
  public byte[] toAsciiBytes() {
    return digits.clone();
  }

  /** Overwrites the digits; the object must not be used afterwards. */
  public void wipe() {
    Arrays.fill(digits, (byte) 0);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MyNumber that && MessageDigest.isEqual(digits, that.digits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digits);
  }

  @Override
  public String toString() {
    return "MyNumber(redacted)";
  }

  // 命令5条: Pₙ is the n-th of the 11 digits counted from the lowest; Qₙ is n + 1 for n ≤ 6, n − 5
  // for n ≥ 7; the check digit is 11 − (Σ PₙQₙ mod 11), or 0 where that remainder is 0 or 1.
  private static int checkDigit(byte[] digits) {
    int sum = 0;
    for (int n = 1; n < DIGITS; n++) {
      int p = digits[DIGITS - 1 - n] - '0';
      sum += p * (n <= 6 ? n + 1 : n - 5);
    }
    int remainder = sum % 11;
    return remainder <= 1 ? 0 : 11 - remainder;
  }
}
