package jp.linkage.welfare.entitlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

  @ParameterizedTest
  @CsvSource({
    "2006-07-01, 2026-06-29, 19",
    "2006-07-01, 2026-06-30, 20", // the day before the birthday
    "2006-07-02, 2026-07-01, 20",
    "2006-07-03, 2026-07-01, 19",
    "2006-01-01, 2025-12-31, 20",
    "2008-02-29, 2026-02-27, 17",
    "2008-02-29, 2026-02-28, 18", // 民法143条: no corresponding day
    "2008-02-29, 2028-02-28, 20",
    "2026-07-01, 2026-07-01, 0"
  })
  void age_isReachedOnTheDayBeforeTheBirthday(LocalDate birth, LocalDate day, int age) {
    assertEquals(age, Age.on(birth, day));
  }

  @Test
  void dayBeforeBirth_isRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> Age.on(LocalDate.of(2026, 7, 2), LocalDate.of(2026, 7, 1)));
  }
}
