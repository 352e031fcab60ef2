package jp.linkage.audit.flag.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import jp.linkage.audit.flag.rule.Bulk;
import jp.linkage.audit.flag.rule.DeniedThenSuccess;
import jp.linkage.audit.flag.rule.FirstTimePair;
import jp.linkage.audit.flag.rule.FlagRule;
import jp.linkage.audit.flag.rule.OffHours;
import jp.linkage.audit.flag.rule.OfficeHours;
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.audit.flag.rule.OverOwnMedian;
import jp.linkage.audit.flag.rule.RepeatedPerson;
import jp.linkage.audit.flag.rule.RequestWithoutRelease;
import jp.linkage.audit.flag.rule.Severity;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;

/** Reads the thresholds from a file. */
public final class ReadFlagRules {
  private static final String DEFAULTS = "/flags.properties";
  private static final String HOLIDAYS = "office.holidays.";
  private static final int MANY = 1_000_000_000;

  private final Settings settings;

  private ReadFlagRules(Settings settings) {
    this.settings = settings;
  }

  /** The file that comes with the service. */
  public static byte[] bundled() {
    try (InputStream file = ReadFlagRules.class.getResourceAsStream(DEFAULTS)) {
      if (file == null) {
        throw new IllegalStateException(DEFAULTS + " is part of this service");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The defaults. */
  public static FlagRules defaults() {
    return new ReadFlagRules(Settings.parse(bundled())).read();
  }

  /**
   * The thresholds of a file, which names at least its version, and the defaults for what it does
   * not name.
   *
   * @throws InvalidSetting naming the key and what was expected there
   */
  public static FlagRules of(byte[] file) {
    Settings own = Settings.parse(file);
    if (!own.has("version")) {
      throw new InvalidSetting("version", "to be there: a file has a version of its own");
    }
    return new ReadFlagRules(own.over(Settings.parse(bundled()))).read();
  }

  private FlagRules read() {
    String version =
        settings.value(
            "version",
            "1 to 40 of [A-Za-z0-9._-]",
            text -> {
              if (!text.matches("[A-Za-z0-9._-]{1,40}")) {
                throw new IllegalArgumentException(text);
              }
              return text;
            });
    OfficeHours hours = hours();
    FlagRules rules =
        new FlagRules(
            version,
            Bytes.sha256(Bytes.of(settings.canonical().getBytes(StandardCharsets.UTF_8))),
            settings.canonical(),
            hours,
            settings.set("batch-accounts", "agency/pseudonym", ReadFlagRules::official),
            rule(
                FlagRule.BULK,
                severity ->
                    new Bulk(
                        severity, count("bulk.persons-per-hour"), count("bulk.persons-per-day"))),
            rule(
                FlagRule.OFF_HOURS,
                severity -> new OffHours(severity, count("off-hours.exchanges"), hours)),
            rule(
                FlagRule.DENIED_THEN_SUCCESS,
                severity ->
                    new DeniedThenSuccess(
                        severity,
                        settings.integer("denied-then-success.denials", 1, 1000),
                        duration("denied-then-success.within", Duration.ofDays(1)))),
            rule(
                FlagRule.REQUEST_WITHOUT_RELEASE,
                severity ->
                    new RequestWithoutRelease(
                        severity,
                        duration("request-without-release.after", Duration.ofDays(31)),
                        count("request-without-release.exchanges"))),
            rule(
                FlagRule.FIRST_TIME_PAIR,
                severity ->
                    new FirstTimePair(
                        severity,
                        settings.duration(
                            "first-time-pair.learning", Duration.ZERO, Duration.ofDays(3650)))),
            rule(FlagRule.OVER_OWN_MEDIAN, this::overOwnMedian),
            rule(
                FlagRule.REPEATED_PERSON,
                severity ->
                    new RepeatedPerson(
                        severity,
                        settings.integer("repeated-person.officials", 2, 1000),
                        settings.integer("repeated-person.officials-of-all-agencies", 2, 1000),
                        settings.integer("repeated-person.exchanges", 2, 1000),
                        duration("repeated-person.within", Duration.ofDays(31)))));
    settings.end();
    return rules;
  }

  private OverOwnMedian overOwnMedian(Severity severity) {
    int days = settings.integer("over-own-median.days", 1, FlagRules.MAX_DAYS);
    return new OverOwnMedian(
        severity,
        settings.integer("over-own-median.factor", 2, 1000),
        count("over-own-median.at-least"),
        days,
        settings.integer("over-own-median.min-days", 1, days));
  }

  private OfficeHours hours() {
    Set<LocalDate> holidays = new HashSet<>();
    for (String key : new TreeSet<>(settings.keys())) {
      if (key.startsWith(HOLIDAYS)) {
        String year = key.substring(HOLIDAYS.length());
        holidays.addAll(
            settings.set(
                key,
                "days MM-DD of the year in the key",
                text -> LocalDate.parse(year + "-" + text)));
      }
    }
    int from = minute("office.from");
    int to = minute("office.to");
    if (from >= to) {
      throw new InvalidSetting("office.to", "a time after office.from");
    }
    return new OfficeHours(
        settings.value("time-zone", "a time zone such as Asia/Tokyo", ZoneId::of),
        settings.set("office.days", "mon, tue, wed, thu, fri, sat or sun", ReadFlagRules::weekday),
        from,
        to,
        settings.set("office.closed-every-year", "days MM-DD", text -> MonthDay.parse("--" + text)),
        holidays);
  }

  private int minute(String key) {
    return settings.value(
        key,
        "a time of the day from 00:00 to 24:00",
        text -> {
          if (!text.matches("[0-2][0-9]:[0-5][0-9]")) {
            throw new IllegalArgumentException(text);
          }
          int minute =
              Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
          if (minute > 24 * 60) {
            throw new IllegalArgumentException(text);
          }
          return minute;
        });
  }

  private static DayOfWeek weekday(String text) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> day.name().substring(0, 3).toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }

  private static Official official(String text) {
    int slash = text.indexOf('/');
    return new Official(
        new AgencyId(text.substring(0, slash)), new StaffPseudonym(text.substring(slash + 1)));
  }

  private long count(String key) {
    return settings.integer(key, 1, MANY);
  }

  private Duration duration(String key, Duration max) {
    return settings.duration(key, Duration.ofSeconds(1), max);
  }

  /** All of a rule's settings are read and checked, also while it is switched off. */
  private <T> Optional<T> rule(FlagRule rule, Function<Severity, T> read) {
    Optional<Severity> severity =
        settings.value(
            rule.text() + ".severity",
            "low, medium, high, or off",
            text -> text.equals("off") ? Optional.empty() : Optional.of(Severity.parse(text)));
    T thresholds = read.apply(severity.orElse(Severity.LOW));
    return severity.map(_ -> thresholds);
  }
}
