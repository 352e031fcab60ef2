package jp.linkage.welfare.entitlement;

import java.time.LocalDate;

/**
 * Age by 年齢計算ニ関する法律 (明治35年法律第50号) and 民法143条: the day of birth counts, so an age is reached on the
 * day before the birthday; who is born on 29 February reaches it on the last day of February.
 */
final class Age {
  private Age() {}

  /** Full years reached on the given day, which is not before the birth. */
  static int on(LocalDate birthDate, LocalDate day) {
    if (day.isBefore(birthDate)) {
      throw new IllegalArgumentException("the day is before the birth");
    }
    int years = day.getYear() - birthDate.getYear() + 1;
    while (years > 0 && reachedOn(birthDate, years).isAfter(day)) {
      years--;
    }
    return years;
  }

  private static LocalDate reachedOn(LocalDate birthDate, int years) {
    LocalDate anniversary = birthDate.plusYears(years);
    boolean hasCorrespondingDay = anniversary.getDayOfMonth() == birthDate.getDayOfMonth();
    return hasCorrespondingDay ? anniversary.minusDays(1) : anniversary;
  }
}
