package jp.linkage.audit.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.access.StaffSummary.Counts;
import jp.linkage.audit.access.StaffSummary.Day;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.query.EntryPage;
import jp.linkage.audit.query.EntryRows;
import jp.linkage.audit.query.EntrySelect;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;

/** Entries of one member of staff. A pseudonym is one of its agency's. */
@ApplicationScoped
class StaffRows {
  private static final int MAX_ROWS = 100_000;
  private static final String COUNT =
      """
      select day, count(distinct exchange_id),
        count(distinct exchange_id) filter (where type = 'DENY'),
        count(distinct exchange_id) filter (where outcome = 'open'),
        count(distinct provider), coalesce(sum(item_count), 0), min(logged_at), max(logged_at),
        count(*)
      from mine group by grouping sets ((day), ()) order by grouping(day) desc, day desc
      """;

  private final EntryRows entries;
  private final Transactions transactions;

  StaffRows(EntryRows entries, Transactions transactions) {
    this.entries = entries;
    this.transactions = transactions;
  }

  /** What was done, the newest first; without releases, which are others' acts. */
  EntryPage accesses(
      Viewed view, AgencyId agency, StaffPseudonym staff, Period period, Place place) {
    return entries.page(view, select(agency, staff, period), place);
  }

  /** What was done, in numbers. */
  StaffSummary summary(Viewed view, AgencyId agency, StaffPseudonym staff, Period period) {
    EntrySelect.Sql mine =
        select(agency, staff, period)
            .and("dup_of is null")
            .newest(
                "(logged_at at time zone 'Asia/Tokyo')::date as day, exchange_id, type, outcome,"
                    + " provider, item_count, logged_at, leaf_index",
                view.scope(),
                MAX_ROWS);
    return transactions.read(connection -> count(connection, view, agency, staff, mine));
  }

  private static EntrySelect select(AgencyId agency, StaffPseudonym staff, Period period) {
    return period.narrow(
        EntrySelect.exchanges()
            .and("staff = ?", staff.value())
            .and("inquirer = ?", agency.value())
            .and("type <> 'RELEASE'"));
  }

  private static StaffSummary count(
      Connection connection,
      Viewed view,
      AgencyId agency,
      StaffPseudonym staff,
      EntrySelect.Sql mine)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("with mine as materialized (" + mine.text() + ")" + COUNT)) {
      Parameters.set(select, mine.values().toArray());
      try (ResultSet row = select.executeQuery()) {
        // the set of everything comes first, and is there also when there is nothing
        row.next();
        Counts total = counts(row);
        Optional<Instant> first = instant(row, 7);
        Optional<Instant> last = instant(row, 8);
        boolean complete = row.getLong(9) < MAX_ROWS;
        List<Day> days = new ArrayList<>();
        while (row.next()) {
          days.add(new Day(row.getObject(1, LocalDate.class), counts(row)));
        }
        return new StaffSummary(
            agency.value(), staff.value(), total, first, last, complete, days, view.logged());
      }
    }
  }

  private static Counts counts(ResultSet row) throws SQLException {
    return new Counts(
        row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
