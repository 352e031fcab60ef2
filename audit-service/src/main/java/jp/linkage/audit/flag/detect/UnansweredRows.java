package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.flag.rule.FlagSubject;
import jp.linkage.audit.flag.rule.OfficeHours;
import jp.linkage.audit.flag.rule.RequestWithoutRelease.Overdue;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;

/** Requests without a release, counted by agencies and day. */
@ApplicationScoped
class UnansweredRows {
  // the condition of the index entry_outcome
  private static final String OPEN =
      "outcome = 'open' and outcome <> 'answered' and type = 'REQUEST' and provider is not null and"
          + " "
          + ActRows.COUNTS;
  static final String ADD =
      """
      insert into flag_unanswered_day as u (inquirer, provider, day, requests)
      select inquirer, provider, (logged_at at time zone ?)::date, count(*) from entry
      where %s and logged_at > ? and logged_at <= ? and leaf_index < ?
      group by 1, 2, 3 order by 1, 2, 3
      on conflict (inquirer, provider, day) do update set requests = u.requests + excluded.requests
      returning inquirer, provider, day, requests
      """
          .formatted(OPEN);
  static final String EVIDENCE =
      "select leaf_index, exchange_id from entry where "
          + OPEN
          + " and inquirer = ? and provider = ? and logged_at >= ? and logged_at < ?"
          + " and logged_at <= ? order by logged_at, leaf_index limit "
          + Evidence.MAX;

  /**
   * Counts what became overdue.
   *
   * @param after of what was logged later than this
   * @param cutoff and no later than this
   * @param below of leaves below this one
   * @return the new totals of the days that it touches
   */
  List<Overdue> add(
      Connection connection, Optional<Instant> after, Instant cutoff, long below, OfficeHours hours)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      Parameters.set(insert, hours.zone().getId(), after.orElse(Instant.EPOCH), cutoff, below);
      List<Overdue> totals = new ArrayList<>();
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          LocalDate day = row.getObject(3, LocalDate.class);
          totals.add(
              new Overdue(
                  new FlagSubject.OfAgencies(
                      new AgencyId(row.getString(1)), new AgencyId(row.getString(2))),
                  day,
                  hours.start(day),
                  hours.start(day.plusDays(1)),
                  row.getLong(4)));
        }
      }
      return totals;
    }
  }

  /** The first of a day's. */
  List<Evidence> of(Connection connection, Overdue overdue, Instant cutoff) throws SQLException {
    return ActRows.evidence(
        connection,
        EVIDENCE,
        overdue.agencies().inquirer().value(),
        overdue.agencies().provider().value(),
        overdue.from(),
        overdue.to(),
        cutoff);
  }
}
