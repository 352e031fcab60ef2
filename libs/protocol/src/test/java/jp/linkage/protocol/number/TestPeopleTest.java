package jp.linkage.protocol.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestPeopleTest {
  // Two countings of the check digit agree; remainders 0 and 1 both give 0
  @Test
  void people_haveValidNumbersOfTheirOwn() {
    assertEquals(20_000, new HashSet<>(TestPeople.myNumbers(20_000)).size());
    assertThrows(IllegalArgumentException.class, () -> TestPeople.digits(-1));
  }

  // Single errors slip through in about 1.6 of 100 cases (both remainders map to 0): never assert
  // all
  @Test
  void mistypedDigits_areMostlyFound() {
    Random random = new Random(5);
    int tried = 20_000;
    long found =
        IntStream.range(0, tried)
            .filter(i -> isRefused(mistyped(TestPeople.digits(i), random)))
            .count();

    assertEquals(0.984, (double) found / tried, 0.01);
  }

  private static String mistyped(String digits, Random random) {
    int at = random.nextInt(digits.length());
    char other = (char) ('0' + (digits.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
    return digits.substring(0, at) + other + digits.substring(at + 1);
  }

  private static boolean isRefused(String digits) {
    try {
      MyNumber.parse(digits);
      return false;
    } catch (InvalidNumber _) {
      return true;
    }
  }
}
