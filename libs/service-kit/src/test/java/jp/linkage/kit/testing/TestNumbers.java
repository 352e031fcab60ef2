package jp.linkage.kit.testing;

/** My Numbers of nobody, with right check digits, for tests. */
public final class TestNumbers {
  private TestNumbers() {}

  /**
   * The n-th test number: all of them begin with 9.
   *
   * @param n from 0 to 9,999,999
   */
  public static String numbered(int n) {
    String eleven = "9000%07d".formatted(n);
    int sum = 0;
    for (int i = 1; i <= 11; i++) {
      int p = eleven.charAt(11 - i) - '0';
      sum += p * (i <= 6 ? i + 1 : i - 5);
    }
    int remainder = sum % 11;
    return eleven + (remainder <= 1 ? 0 : 11 - remainder);
  }
}
