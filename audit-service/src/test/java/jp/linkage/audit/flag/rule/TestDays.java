package jp.linkage.audit.flag.rule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;

/** An office in Japan, and days of its officials. */
final class TestDays {
  static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  /** A Wednesday. */
  static final LocalDate DAY = LocalDate.parse("2026-11-18");

  static final Official OFFICIAL = official("aoba-welfare", "official-1");

  /** Monday to Friday, 07:00 to 22:00; closed on 31 December, and on 23 November 2026. */
  static final OfficeHours HOURS =
      new OfficeHours(
          JAPAN,
          EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
          7 * 60,
          22 * 60,
          Set.of(MonthDay.of(12, 31)),
          Set.of(LocalDate.parse("2026-11-23")));

  private TestDays() {}

  static Official official(String agency, String staff) {
    return new Official(new AgencyId(agency), new StaffPseudonym(staff));
  }

  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(JAPAN).toInstant();
  }

  static OfficialDay day(long exchanges, long persons, long inFullestHour, long outside) {
    return new OfficialDay(
        OFFICIAL,
        DAY,
        HOURS.start(DAY),
        HOURS.start(DAY.plusDays(1)),
        exchanges,
        persons,
        10,
        inFullestHour,
        outside);
  }
}
