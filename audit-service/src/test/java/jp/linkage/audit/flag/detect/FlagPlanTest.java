package jp.linkage.audit.flag.detect;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/**
 * How the database finds what the rules ask for among many entries. The rows are made in a
 * transaction that is rolled back. {@code -Dlinkage.plan.rows=1000000} makes more of them, {@code
 * -Dlinkage.plan.print} prints the plans, run.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class FlagPlanTest extends RunningService {
  private static final int ROWS = Integer.getInteger("linkage.plan.rows", 60_000);
  private static final boolean PRINT = System.getProperty("linkage.plan.print") != null;

  // thirty days of exchanges of 40 agencies, in the log's order; leaves below those of other tests
  private static final String ENTRIES =
      """
      insert into entry (leaf_index, leaf_hash, logged_at, state, type, exchange_id, bound_root,
        recorded_at, inquirer, provider, item_number, affair, procedure, information, organisation,
        staff, item_count, non_disclosure, outcome, reason)
      select i - 2000000000, '\\x00'::bytea || decode(lpad(to_hex(i), 62, '0'), 'hex'),
        now() - (? - i) * (interval '30 days' / ?), 'valid',
        case when i % 100 = 0 then 'DENY' when i % 2 = 0 then 'REQUEST' else 'RELEASE' end,
        gen_random_uuid(), decode(lpad(to_hex(i), 64, '0'), 'hex'), now(),
        'agency-' || i / 4 % 40, 'agency-' || i / 7 % 40, '1', 'affair-' || i % 30, '1',
        array['information'], 'office', 'official-' || i % 5000, 1, false,
        case when i % 100 = 0 then 'denied' when i % 150 = 2 then 'open' else 'answered' end, null
      from generate_series(1, ?) i
      """;
  private static final String SUBJECTS =
      """
      insert into entry_subject (lid, leaf_index, item_index, rejected)
      select decode(md5((leaf_index % 20011)::text), 'hex'), leaf_index, 0, false
      from entry where leaf_index < -1 and type = 'REQUEST'
      """;

  @Inject Transactions transactions;

  @Test
  void rules_amongManyEntries_readByAnIndex() throws SQLException {
    try (Connection connection = transactions.connection()) {
      connection.setAutoCommit(false);
      try {
        run(connection, "set local statement_timeout = 0");
        run(connection, ENTRIES, ROWS, ROWS, ROWS);
        run(connection, SUBJECTS);
        run(connection, "analyze entry");
        run(connection, "analyze entry_subject");
        plans(connection);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static void plans(Connection connection) throws SQLException {
    Instant now = Instant.now();
    Instant dayAgo = now.minus(Duration.ofDays(1));
    Instant weekAgo = now.minus(Duration.ofDays(7));
    long end = ROWS - 2_000_000_000L;
    long batch = end - 1000;
    String ofOfficial = OfficialRows.EVIDENCE + OfficialRows.FIRST;
    String outside = OfficialRows.EVIDENCE + OfficialRows.OUTSIDE + OfficialRows.FIRST;
    String zone = "Asia/Tokyo";
    List<Bytes> lids = List.of(Bytes.of(new byte[16]));
    explain(connection, ActRows.SELECT, batch, end);
    explain(connection, ofOfficial, "official-7", "agency-7", dayAgo, now, end);
    explain(connection, outside, "official-7", "agency-7", dayAgo, now, end, dayAgo, now);
    explain(
        connection,
        SuccessRows.SUCCESSES,
        List.of(UUID.randomUUID().toString(), UUID.randomUUID().toString()),
        zone,
        zone);
    explain(connection, SuccessRows.DENIED, "official-7", "agency-7", dayAgo, now);
    explain(connection, UnansweredRows.ADD, zone, dayAgo, dayAgo.plusSeconds(60), end);
    explain(connection, UnansweredRows.EVIDENCE, "agency-1", "agency-2", dayAgo, now, now);
    explain(connection, LookUpRows.FIRST_LEAF, weekAgo);
    explain(connection, LookUpRows.CANDIDATES, batch, end, batch - 10_000, end, 30L, 4L);
    explain(connection, LookUpRows.LOOK_UPS, lids, batch - 10_000, end);
  }

  private static void explain(Connection connection, String sql, Object... values)
      throws SQLException {
    StringBuilder plan = new StringBuilder();
    String mode = PRINT ? "explain (analyze, buffers, costs off) " : "explain ";
    try (PreparedStatement select = connection.prepareStatement(mode + sql)) {
      Parameters.set(select, values);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          plan.append(row.getString(1)).append('\n');
        }
      }
    }
    if (PRINT) {
      System.out.println(sql + "\n" + plan);
    }
    assertFalse(plan.toString().contains("Seq Scan on entry"), () -> sql + "\n" + plan);
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, values);
      statement.execute();
    }
  }
}
