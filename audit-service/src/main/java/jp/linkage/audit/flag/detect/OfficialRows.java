package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import jp.linkage.audit.flag.rule.OfficeHours;
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.audit.flag.rule.OfficialDay;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;

/** Counts of what officials asked, by day and hour of the office's calendar. */
@ApplicationScoped
class OfficialRows {
  private static final String ADD_DAYS =
      """
      insert into flag_official_day as d
        (agency, staff, day, exchanges, persons, outside_hours, denials)
      select * from unnest(?::text[], ?::text[], ?::text[]::date[], ?::text[]::bigint[],
        ?::text[]::bigint[], ?::text[]::bigint[], ?::text[]::bigint[])
      on conflict (agency, staff, day) do update set
        exchanges = d.exchanges + excluded.exchanges, persons = d.persons + excluded.persons,
        outside_hours = d.outside_hours + excluded.outside_hours,
        denials = d.denials + excluded.denials
      """;
  private static final String ADD_HOURS =
      """
      insert into flag_official_hour as h (agency, staff, day, hour, persons)
      select * from unnest(?::text[], ?::text[], ?::text[]::date[], ?::text[]::smallint[],
        ?::text[]::bigint[])
      on conflict (agency, staff, day, hour) do update set persons = h.persons + excluded.persons
      """;
  static final String TOTALS =
      """
      select d.agency, d.staff, d.day, d.exchanges, d.persons, h.hour, h.persons, d.outside_hours
      from unnest(?::text[], ?::text[], ?::text[]::date[]) t (agency, staff, day)
        join flag_official_day d using (agency, staff, day)
        cross join lateral (
          select hour, persons from flag_official_hour
          where (agency, staff, day) = (t.agency, t.staff, t.day)
          order by persons desc, hour limit 1) h
      """;
  private static final String EARLIER =
      """
      select persons from flag_official_day
      where agency = ? and staff = ? and day >= ? and day < ?
      """;
  static final String EVIDENCE =
      "select leaf_index, exchange_id from entry where staff = ? and inquirer = ?"
          + " and logged_at >= ? and logged_at < ? and leaf_index < ? and "
          + ActRows.ASKING;
  static final String OUTSIDE = " and not (logged_at >= ? and logged_at < ?)";
  static final String FIRST = " order by logged_at, leaf_index limit " + Evidence.MAX;
  private static final String FORGET_DAYS = "delete from flag_official_day where day < ?";
  private static final String FORGET_HOURS = "delete from flag_official_hour where day < ?";

  /** An official on a day. */
  record OnDay(Official official, LocalDate day) {}

  private record InHour(OnDay onDay, int hour) {}

  private static final class Sums {
    private long exchanges;
    private long persons;
    private long outside;
    private long denials;

    void add(Act act, OfficeHours hours) {
      exchanges++;
      persons += act.persons();
      outside += hours.isOpen(act.at()) ? 0 : 1;
      denials += act.is(Act.Kind.DENY) ? 1 : 0;
    }
  }

  /** Adds acts to the counts; answers with the new totals of whom they touch. */
  List<OfficialDay> add(Connection connection, Collection<Act> acts, OfficeHours hours)
      throws SQLException {
    // in one order everywhere, so that two writers cannot wait for each other
    Map<OnDay, Sums> days = new TreeMap<>(Comparator.comparing(OnDay::toString));
    Map<InHour, Sums> ofHours = new TreeMap<>(Comparator.comparing(InHour::toString));
    for (Act act : acts) {
      OnDay onDay = new OnDay(act.official(), hours.day(act.at()));
      days.computeIfAbsent(onDay, _ -> new Sums()).add(act, hours);
      ofHours
          .computeIfAbsent(new InHour(onDay, hours.hour(act.at())), _ -> new Sums())
          .add(act, hours);
    }
    if (days.isEmpty()) {
      return List.of();
    }
    update(
        connection,
        ADD_DAYS,
        texts(days.keySet(), key -> key.official().agency()),
        texts(days.keySet(), key -> key.official().staff()),
        texts(days.keySet(), OnDay::day),
        texts(days.values(), sums -> sums.exchanges),
        texts(days.values(), sums -> sums.persons),
        texts(days.values(), sums -> sums.outside),
        texts(days.values(), sums -> sums.denials));
    update(
        connection,
        ADD_HOURS,
        texts(ofHours.keySet(), key -> key.onDay().official().agency()),
        texts(ofHours.keySet(), key -> key.onDay().official().staff()),
        texts(ofHours.keySet(), key -> key.onDay().day()),
        texts(ofHours.keySet(), InHour::hour),
        texts(ofHours.values(), sums -> sums.persons));
    return totals(connection, days.keySet(), hours);
  }

  private static List<OfficialDay> totals(
      Connection connection, Collection<OnDay> keys, OfficeHours hours) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(TOTALS)) {
      Parameters.set(
          select,
          texts(keys, key -> key.official().agency()),
          texts(keys, key -> key.official().staff()),
          texts(keys, OnDay::day));
      List<OfficialDay> totals = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          LocalDate day = row.getObject(3, LocalDate.class);
          totals.add(
              new OfficialDay(
                  new Official(
                      new AgencyId(row.getString(1)), new StaffPseudonym(row.getString(2))),
                  day,
                  hours.start(day),
                  hours.start(day.plusDays(1)),
                  row.getLong(4),
                  row.getLong(5),
                  row.getInt(6),
                  row.getLong(7),
                  row.getLong(8)));
        }
      }
      return totals;
    }
  }

  /** The persons of each earlier day with exchanges. */
  List<Long> earlier(Connection connection, Official official, LocalDate day, int days)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(EARLIER)) {
      Parameters.set(
          select, official.agency().value(), official.staff().value(), day.minusDays(days), day);
      List<Long> persons = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          persons.add(row.getLong(1));
        }
      }
      return persons;
    }
  }

  /** The first exchanges of a day, of leaves below this one. */
  List<Evidence> ofDay(Connection connection, OfficialDay day, long below) throws SQLException {
    return ActRows.evidence(connection, EVIDENCE + FIRST, ofDay(day, below).toArray());
  }

  /** The first of them outside these hours. */
  List<Evidence> outside(
      Connection connection, OfficialDay day, long below, Optional<OfficeHours.Open> open)
      throws SQLException {
    if (open.isEmpty()) {
      return ofDay(connection, day, below);
    }
    List<Object> values = ofDay(day, below);
    values.add(open.get().from());
    values.add(open.get().to());
    return ActRows.evidence(connection, EVIDENCE + OUTSIDE + FIRST, values.toArray());
  }

  private static List<Object> ofDay(OfficialDay day, long below) {
    return new ArrayList<>(
        List.of(
            day.official().staff().value(),
            day.official().agency().value(),
            day.from(),
            day.to(),
            below));
  }

  /** Forgets days that no rule looks back to. */
  void forgetBefore(Connection connection, LocalDate day) throws SQLException {
    update(connection, FORGET_DAYS, day);
    update(connection, FORGET_HOURS, day);
  }

  private static <T> List<String> texts(Collection<T> values, Function<T, Object> text) {
    return values.stream().map(value -> text.apply(value).toString()).toList();
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, values);
      statement.executeUpdate();
    }
  }
}
