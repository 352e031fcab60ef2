package jp.linkage.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.Parameters;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.protocol.json.Bytes;

/** Months and their keys, as the job that destroys them moves them. */
@ApplicationScoped
class RetentionRows {
  private static final String DUE =
      """
      select period from period_key p
      where wrapped is not null and period <= ?
        and not exists (
          select from legal_hold h where h.period = p.period and h.released_at is null)
      order by period
      """;
  private static final String NOT_RECORDED =
      """
      select period, entries, (select count(*) from held_opening h where h.period = p.period)
      from period_key p where destroyed_at is not null and record_index is null order by period
      """;
  private static final String COVERED =
      """
      exists (
        select from legal_hold l where l.released_at is null
          and (l.exchange_id = h.exchange_id or l.case_id = h.case_id))
      """;
  private static final String NOT_SWEPT =
      """
      select period from period_key p
      where destroyed_at < ?
        and (swept_rebuilds is distinct from (select rebuilds from log_state where id = 1)
          or exists (select from held_opening h where h.period = p.period and not %s))
      order by period
      """
          .formatted(COVERED);

  // A record belongs to the case that it opened, that it was read in, or that it names. Bytes of
  // those only, by the entry's own time, so that only its month is read.
  private static final String TO_HOLD =
      """
      with covered as materialized (
        select e.leaf_index, e.logged_at, e.exchange_id, c.case_id
        from entry e
          left join lateral (
            select h.case_id from legal_hold h
            where h.released_at is null and h.case_id is not null
              and (e.case_reference = 'audit:' || h.case_id
                or exists (
                  select from audit_case a
                  where a.case_id = h.case_id and a.leaf_index = e.leaf_index)
                or exists (
                  select from auditor_view v
                  where v.leaf_index = e.leaf_index
                    and v.parameters like '%"' || h.case_id || '"%'))
            limit 1) c on true
        where e.period = ? and e.state = 'valid'
          and (c.case_id is not null
            or exists (
              select from legal_hold h
              where h.released_at is null and h.exchange_id = e.exchange_id)))
      select e.leaf_index, l.record, e.exchange_id, e.case_id
      from covered e
        left join lateral (
          select record from leaf
          where leaf.leaf_index = e.leaf_index and leaf.logged_at = e.logged_at
          limit 1) l on true
      """;
  private static final String HOLD =
      """
      insert into held_opening (leaf_index, period, exchange_id, case_id, sealed)
      values (?, ?, ?, ?, ?) on conflict (leaf_index) do nothing
      """;
  private static final String RELEASE =
      "delete from held_opening h where h.period = ? and not " + COVERED;
  private static final String DESTROY =
      """
      update period_key set wrapped = null, destroyed_at = ?,
        entries = (select count(*) from entry where period = ? and state = 'shredded')
      where period = ? and wrapped is not null
      """;
  private static final String RECOUNT =
      """
      update period_key set
        entries = (select count(*) from entry where period = ? and state = 'shredded')
      where period = ?
      """;
  private static final String REPORT =
      """
      select p.period, p.destroyed_at, p.entries, p.record_index,
        (select count(*) from held_opening h where h.period = p.period),
        exists (select from legal_hold h where h.period = p.period and h.released_at is null)
      from period_key p order by p.period desc
      """;

  /**
   * A record whose opening a hold keeps.
   *
   * @param leaf its bytes; empty where they are archived
   */
  record ToHold(
      long leafIndex, Optional<Bytes> leaf, Optional<UUID> exchange, Optional<UUID> auditCase) {}

  /** A month whose key is gone. */
  record Destroyed(YearMonth month, long entries, long held) {}

  /** A month for the report. */
  record Month(
      YearMonth month,
      Optional<Instant> destroyedAt,
      Optional<Long> entries,
      Optional<Long> recordIndex,
      long heldRecords,
      boolean held) {}

  /** The earlier one of this instant and the database's clock. */
  Instant earlier(Connection connection, Instant instant) throws SQLException {
    return RoundTrip.of(
        connection,
        Command.query(
            "select least(now(), ?::timestamptz)",
            row -> {
              row.next();
              return row.getObject(1, OffsetDateTime.class).toInstant();
            },
            instant));
  }

  /** Months with a key, up to this one, that no hold covers as a whole; the oldest first. */
  List<YearMonth> due(Connection connection, YearMonth last) throws SQLException {
    return months(connection, DUE, last.toString());
  }

  /** Months whose destruction is not in the log yet. */
  List<Destroyed> notRecorded(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NOT_RECORDED);
        ResultSet row = select.executeQuery()) {
      List<Destroyed> found = new ArrayList<>();
      while (row.next()) {
        found.add(new Destroyed(YearMonth.parse(row.getString(1)), row.getLong(2), row.getLong(3)));
      }
      return found;
    }
  }

  /**
   * Months destroyed before this instant of which something may be there again: nobody has looked
   * since, the projection was rebuilt, or a hold was released.
   */
  List<YearMonth> notSwept(Connection connection, Instant before) throws SQLException {
    return months(connection, NOT_SWEPT, before);
  }

  private static List<YearMonth> months(Connection connection, String sql, Object value)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Parameters.set(select, value);
      try (ResultSet row = select.executeQuery()) {
        List<YearMonth> months = new ArrayList<>();
        while (row.next()) {
          months.add(YearMonth.parse(row.getString(1)));
        }
        return months;
      }
    }
  }

  /**
   * Keeps out, until the transaction ends, who places or releases a hold, and who rebuilds the
   * projection. Its statements may take as long as a month's records need.
   *
   * @return false if not everything that is sealed is projected: what is to be held, or destroyed,
   *     could not be found
   */
  boolean begin(Connection transaction) throws SQLException {
    try (Statement statement = transaction.createStatement()) {
      statement.execute("set local statement_timeout = 0");
      statement.execute("lock table legal_hold in share mode");
      // in the order in which a rebuild empties them
      statement.execute(
          "lock table only leaf, entry, entry_subject, auditor_view in row exclusive mode");
      try (ResultSet row =
          statement.executeQuery("select next_offset = size from log_state where id = 1")) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /** Records of the month that a hold on an exchange or a case covers. */
  List<ToHold> toHold(Connection transaction, YearMonth month) throws SQLException {
    try (PreparedStatement select = transaction.prepareStatement(TO_HOLD)) {
      Parameters.set(select, month.toString());
      try (ResultSet row = select.executeQuery()) {
        List<ToHold> found = new ArrayList<>();
        while (row.next()) {
          found.add(
              new ToHold(
                  row.getLong(1),
                  Optional.ofNullable(row.getBytes(2)).map(Bytes::of),
                  Optional.ofNullable(row.getObject(3, UUID.class)),
                  Optional.ofNullable(row.getObject(4, UUID.class))));
        }
        return found;
      }
    }
  }

  /** Keeps what a record hides. */
  void hold(Connection transaction, YearMonth month, ToHold held, Bytes sealed)
      throws SQLException {
    var _ =
        RoundTrip.of(
            transaction,
            Command.change(
                HOLD,
                held.leafIndex(),
                month.toString(),
                held.exchange(),
                held.auditCase(),
                sealed));
  }

  /** Destroys what was held and is not any more. */
  void release(Connection transaction, YearMonth month) throws SQLException {
    var _ = RoundTrip.of(transaction, Command.change(RELEASE, month.toString()));
  }

  /** Destroys the key; false if it is gone. */
  boolean destroy(Connection transaction, YearMonth month, Instant now) throws SQLException {
    return RoundTrip.of(
            transaction, Command.change(DESTROY, now, month.toString(), month.toString()))
        == 1;
  }

  /** Whether nobody has placed a hold on the whole month by now, and the key is still there. */
  boolean isDue(Connection transaction, YearMonth month) throws SQLException {
    return due(transaction, month).contains(month);
  }

  void recount(Connection transaction, YearMonth month) throws SQLException {
    var _ = RoundTrip.of(transaction, Command.change(RECOUNT, month.toString(), month.toString()));
  }

  /** How often the projection was rebuilt so far. */
  long rebuilds(Connection transaction) throws SQLException {
    return RoundTrip.of(
        transaction,
        Command.query(
            "select rebuilds from log_state where id = 1",
            row -> row.next() ? row.getLong(1) : 0L));
  }

  /** Notes the KEY record. */
  void recorded(Connection connection, YearMonth month, long leafIndex) throws SQLException {
    var _ =
        RoundTrip.of(
            connection,
            Command.change(
                "update period_key set record_index = ? where period = ?",
                leafIndex,
                month.toString()));
  }

  /** Notes that nothing of the month was left after so many rebuilds. */
  void swept(Connection connection, YearMonth month, Instant now, long rebuilds)
      throws SQLException {
    var _ =
        RoundTrip.of(
            connection,
            Command.change(
                "update period_key set swept_at = ?, swept_rebuilds = ? where period = ?",
                now,
                rebuilds,
                month.toString()));
  }

  /**
   * Writes the small tables with keys anew, without what was deleted from them: autovacuum does not
   * come to tables of so few changes. Outside of a transaction.
   */
  void wipe(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("vacuum (full) period_key");
      statement.execute("vacuum (full) held_opening");
    }
  }

  /** All months, the newest first. */
  List<Month> report(Connection connection, Viewed view) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(REPORT);
        ResultSet row = select.executeQuery()) {
      List<Month> months = new ArrayList<>();
      while (row.next()) {
        months.add(
            new Month(
                YearMonth.parse(row.getString(1)),
                Optional.ofNullable(row.getObject(2, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject(3, Long.class)),
                Optional.ofNullable(row.getObject(4, Long.class)),
                row.getLong(5),
                row.getBoolean(6)));
      }
      return months;
    }
  }
}
