package jp.linkage.audit.query;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.AuditScope;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/**
 * How the database finds what auditors search for among many entries. The rows are made in a
 * transaction that is rolled back. {@code -Dlinkage.plan.rows=1000000} makes more of them, {@code
 * -Dlinkage.plan.print} prints the plans, run.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SearchPlanTest extends RunningService {
  private static final int ROWS = Integer.getInteger("linkage.plan.rows", 60_000);

  /** No statement may take longer than the connection waits. */
  private static final int AT_ONCE = 30_000;

  private static final boolean PRINT = System.getProperty("linkage.plan.print") != null;

  // a year of exchanges of 40 agencies, the first of which makes half of them
  private static final String FILL =
      """
      insert into entry (leaf_index, leaf_hash, logged_at, state, type, exchange_id, bound_root,
        recorded_at, inquirer, provider, item_number, affair, procedure, information, staff,
        item_count, non_disclosure, outcome, reason)
      select -i, '\\x00'::bytea || decode(lpad(to_hex(i), 62, '0'), 'hex'),
        now() - i * (interval '365 days' / ?), 'valid',
        case when i % 100 = 0 then 'DENY' when i % 2 = 0 then 'REQUEST' else 'RELEASE' end,
        gen_random_uuid(), decode(lpad(to_hex(i), 64, '0'), 'hex'), now(),
        'agency-' || case when i % 4 < 2 then 0 else i / 4 % 40 end, 'agency-' || i / 7 % 40,
        (i % 20)::text, 'affair-' || i % 30, (i % 9)::text,
        array['information-' || i % 50], 'official-' || i % 5000, 1, false,
        case when i % 100 = 0 then 'denied' when i % 150 = 2 then 'open'
          when i % 151 = 1 then 'refused' else 'answered' end,
        case when i % 100 = 0 then 'reason ' || i % 700 end
      from generate_series(?, ?) i
      """;

  @Inject Transactions transactions;

  @Test
  void search_amongManyEntries_readsByAnIndex() throws SQLException {
    try (Connection connection = transactions.connection()) {
      connection.setAutoCommit(false);
      try {
        execute(connection, "set local statement_timeout = 0");
        for (int row = 1; row <= ROWS; row += AT_ONCE) {
          try (PreparedStatement fill = connection.prepareStatement(FILL)) {
            Parameters.set(fill, ROWS, row, Math.min(ROWS, row + AT_ONCE - 1));
            fill.executeUpdate();
          }
        }
        execute(connection, "analyze entry");
        plans(connection);
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  private static void plans(Connection connection) throws SQLException {
    for (AuditScope scope :
        List.of(
            new AuditScope.AllAgencies(),
            new AuditScope.OwnAgency(new AgencyId("agency-0")),
            new AuditScope.OwnAgency(new AgencyId("agency-7")),
            new AuditScope.OwnAgency(new AgencyId("agency-none")))) {
      for (Map<String, String> conditions :
          List.of(
              Map.<String, String>of(),
              Map.of("inquirer", "agency-0"),
              Map.of("provider", "agency-7"),
              Map.of("inquirer", "agency-0", "provider", "agency-7"),
              Map.of("affair", "affair-3"),
              Map.of("affair", "affair-3", "procedure", "4"),
              Map.of("item", "7"),
              Map.of("information", "information-9"),
              Map.of("staff", "official-77"),
              Map.of("type", "DENY"),
              Map.of("type", "CONFIG"),
              Map.of("outcome", "open"),
              Map.of("outcome", "denied", "inquirer", "agency-0"),
              Map.of("outcome", "mixed"),
              Map.of("outcome", "released"),
              Map.of("reason", "reason 600"),
              Map.of("exchangeId", "01970000-0000-7000-8000-000000000000"))) {
        EntrySelect.Sql sql = EntryFilter.of(conditions).select().newest("*", scope, 101);
        String plan = explain(connection, sql);
        // or the planner sees that scope and conditions exclude each other
        assertTrue(plan.contains("Index") || plan.contains("One-Time Filter: false"), plan);
        assertFalse(
            plan.contains("Seq Scan on entry"), () -> scope + " " + conditions + "\n" + plan);
      }
    }
  }

  private static String explain(Connection connection, EntrySelect.Sql sql) throws SQLException {
    StringBuilder plan = new StringBuilder();
    String mode = PRINT ? "explain (analyze, buffers, costs off) " : "explain ";
    try (PreparedStatement select = connection.prepareStatement(mode + sql.text())) {
      Parameters.set(select, sql.values().toArray());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          plan.append(row.getString(1)).append('\n');
        }
      }
    }
    if (PRINT) {
      System.out.println(sql.text() + " " + sql.values() + "\n" + plan);
    }
    return plan.toString();
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
