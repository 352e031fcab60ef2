package jp.linkage.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.Parameters;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.receipt.ViewReason;

/** Legal holds. One that was released is forgotten with the month in which it was. */
@ApplicationScoped
class HoldRows implements OpenedCopies {
  private static final int MAX = 1000;
  private static final String INSERT =
      """
      insert into legal_hold (hold_id, exchange_id, case_id, period, case_reference, reason,
        placed_by, placed_at, placed_index)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String SELECT =
      """
      select hold_id, exchange_id, case_id, period, case_reference, reason, placed_by, placed_at,
        placed_index, released_by, released_at, released_index
      from legal_hold where ?::uuid is null or hold_id = ?
      order by placed_at desc, hold_id limit ?
      """;
  private static final String RELEASE =
      """
      update legal_hold set released_by = ?, released_at = ?, released_index = ?
      where hold_id = ? and released_at is null
      """;

  // In each: how many records there are, and of how many something can still be opened
  private static final String EXCHANGE =
      """
      select count(*), count(*) filter (where state = 'valid') from entry
      where exchange_id = ? and (dup_of is not null or (dup_of is null and state <> 'invalid'))
      """;
  private static final String CASE =
      """
      select count(*), count(*) filter (where e.state = 'valid')
      from audit_case c join entry e using (leaf_index) where c.case_id = ?
      """;
  private static final String MONTH =
      "select count(*), count(wrapped) from period_key where period = ?";
  private static final String FORGET = "delete from legal_hold where released_at < ?";

  private final Transactions transactions;

  HoldRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What came of placing a hold. */
  sealed interface Placing {
    /** It stands. */
    record Placed(LegalHold hold) implements Placing {}

    /** There is no such exchange, case or month. */
    record NothingThere() implements Placing {}

    /** All of it was destroyed before. */
    record TooLate() implements Placing {}
  }

  /** Places a hold. Waits for a run that destroys a key, and then sees what it destroyed. */
  Placing place(
      Viewed view, Target target, CaseReference reference, ViewReason reason, Instant now) {
    UUID id = UUID.randomUUID();
    return transactions.inTransaction(connection -> {
      Optional<UUID> exchange =
          target instanceof Target.Exchange(UUID it) ? Optional.of(it) : Optional.empty();
      Optional<UUID> auditCase =
          target instanceof Target.AuditorsCase(UUID it) ? Optional.of(it) : Optional.empty();
      Optional<String> month =
          target instanceof Target.Month(YearMonth it)
              ? Optional.of(it.toString())
              : Optional.empty();
      var _ =
          RoundTrip.of(
              connection,
              Command.change(
                  INSERT,
                  id,
                  exchange,
                  auditCase,
                  month,
                  reference.value(),
                  reason.text(),
                  view.auditor().pseudonym().value(),
                  now,
                  view.leafIndex()));
      Placing placing = placed(connection, target, id);
      if (!(placing instanceof Placing.Placed)) {
        connection.rollback();
      }
      return placing;
    });
  }

  private static Placing placed(Connection connection, Target target, UUID id) throws SQLException {
    long[] found =
        switch (target) {
          case Target.Exchange(UUID exchange) -> count(connection, EXCHANGE, exchange);
          case Target.AuditorsCase(UUID auditCase) -> count(connection, CASE, auditCase);
          case Target.Month(YearMonth month) -> count(connection, MONTH, month.toString());
        };
    return found[0] == 0
        ? new Placing.NothingThere()
        : found[1] == 0
            ? new Placing.TooLate()
            : new Placing.Placed(select(connection, Optional.of(id)).getFirst());
  }

  private static long[] count(Connection connection, String sql, Object what) throws SQLException {
    return RoundTrip.of(
        connection,
        Command.query(
            sql,
            row -> row.next() ? new long[] {row.getLong(1), row.getLong(2)} : new long[2],
            what));
  }

  /** Holds, also released ones, the newest first. */
  List<LegalHold> all(Viewed view) {
    return transactions.read(connection -> select(connection, Optional.empty()));
  }

  /** Releases a hold; empty if there is none that stands. */
  Optional<LegalHold> release(Viewed view, UUID hold, Instant now) {
    return transactions.inTransaction(connection -> {
      int released =
          RoundTrip.of(
              connection,
              Command.change(
                  RELEASE, view.auditor().pseudonym().value(), now, view.leafIndex(), hold));
      return released == 1
          ? select(connection, Optional.of(hold)).stream().findFirst()
          : Optional.empty();
    });
  }

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var _ = RoundTrip.of(transaction, Command.change(FORGET, end));
  }

  private static List<LegalHold> select(Connection connection, Optional<UUID> one)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      Parameters.set(select, one, one, MAX);
      try (ResultSet row = select.executeQuery()) {
        List<LegalHold> holds = new ArrayList<>();
        while (row.next()) {
          holds.add(
              new LegalHold(
                  row.getObject(1, UUID.class),
                  Optional.ofNullable(row.getObject(2, UUID.class)),
                  Optional.ofNullable(row.getObject(3, UUID.class)),
                  Optional.ofNullable(row.getString(4)),
                  row.getString(5),
                  row.getString(6),
                  row.getString(7),
                  row.getObject(8, OffsetDateTime.class).toInstant(),
                  row.getLong(9),
                  Optional.ofNullable(row.getString(10)),
                  Optional.ofNullable(row.getObject(11, OffsetDateTime.class))
                      .map(OffsetDateTime::toInstant),
                  Optional.ofNullable(row.getObject(12, Long.class))));
        }
        return holds;
      }
    }
  }
}
