package jp.linkage.protocol.number;

import java.util.regex.Pattern;

/**
 * A corporate number (法人番号, 番号法2条16項): 13 digits, the first of them the check digit of 施行令35条. It
 * is public.
 *
 * @param digits 13 ASCII digits
 */
public record CorporateNumber(String digits) {
  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{12}");

  /**
   * @throws IllegalArgumentException when these are not 13 digits with the right check digit
   */
  public CorporateNumber {
    if (!FORM.matcher(digits).matches()) {
      throw new IllegalArgumentException("expected 13 digits, the first one 1 to 9 (法人番号は13桁)");
    }
    if (digits.charAt(0) - '0' != checkDigit(digits)) {
      throw new IllegalArgumentException("the check digit does not fit (検査用数字の誤り, 施行令35条)");
    }
  }

  // 施行令35条: 9 − (Σ PₙQₙ mod 9), Qₙ = 1 for odd n from the lowest digit, 2 for even n.
  private static int checkDigit(String digits) {
    int sum = 0;
    for (int n = 1; n <= 12; n++) {
      int p = digits.charAt(digits.length() - n) - '0';
      sum += p * (n % 2 == 1 ? 1 : 2);
    }
    return 9 - sum % 9;
  }
}
