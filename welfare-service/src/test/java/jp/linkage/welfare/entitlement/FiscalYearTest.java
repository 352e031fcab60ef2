package jp.linkage.welfare.entitlement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiscalYearTest {

  // The fiscal year runs from April; April to June use the previous one (令17条2号イ).
  @ParameterizedTest
  @CsvSource({
    "2026-01, 2025", "2026-03, 2025", "2026-04, 2025", "2026-05, 2025", "2026-06, 2025",
    "2026-07, 2026", "2026-12, 2026", "2027-01, 2026", "2027-03, 2026", "2027-04, 2026",
    "2027-06, 2026", "2027-07, 2027"
  })
  void fiscalYear_ofServiceMonth_switchesInJuly(YearMonth month, int year) {
    assertEquals(new FiscalYear(year), MonthlyCeiling.fiscalYear(month));
  }

  @Test
  void assessmentDay_isFirstJanuaryOfTheYearItStarts() {
    assertEquals(LocalDate.of(2026, 1, 1), new FiscalYear(2026).assessmentDay());
  }

  @Test
  void year_outOfRange_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FiscalYear(1999));
    assertThrows(IllegalArgumentException.class, () -> new FiscalYear(2100));
  }
}
