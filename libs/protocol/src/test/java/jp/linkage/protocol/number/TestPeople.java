package jp.linkage.protocol.number;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * People who do not exist, with My Numbers whose check digits fit. The numbers begin with 9999, so
 * that a leaked one is seen at once to be a test's.
 */
public final class TestPeople {
  private static final long FIRST = 99_990_000_000L;

  private TestPeople() {}

  /**
   * The 12 digits of a person.
   *
   * @param index 0 to 9,999,999; another person for every index
   */
  public static String digits(int index) {
    if (index < 0 || index > 9_999_999) {
      throw new IllegalArgumentException("an index from 0 to 9999999");
    }
    String eleven = String.format(Locale.ROOT, "%011d", FIRST + index);
    return eleven + checkDigit(eleven);
  }

  /** The My Number of a person. */
  public static MyNumber myNumber(int index) {
    return MyNumber.parse(digits(index));
  }

  /** The My Numbers of the persons 0 to count − 1. */
  public static List<MyNumber> myNumbers(int count) {
    return IntStream.range(0, count).mapToObj(TestPeople::myNumber).toList();
  }

  /** 命令5条 with the weights from the left, another way than {@link MyNumber} counts. */
  private static int checkDigit(String eleven) {
    int[] weights = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int sum =
        IntStream.range(0, weights.length).map(i -> weights[i] * (eleven.charAt(i) - '0')).sum();
    return sum % 11 <= 1 ? 0 : 11 - sum % 11;
  }
}
