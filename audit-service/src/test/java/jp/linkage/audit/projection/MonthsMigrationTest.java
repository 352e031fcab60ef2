package jp.linkage.audit.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.testing.EmbeddedPostgresServer;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database of before the months keeps every record, each in its month. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class MonthsMigrationTest {
  private static final String DATABASE = "before_months";

  EmbeddedPostgresServer server;

  @Test
  void migrate_recordsOfSeveralMonths_eachInItsMonthByteForByte() throws SQLException {
    server.createDatabase(DATABASE);
    migrateTo("20");
    try (Connection connection =
        DriverManager.getConnection(
            server.jdbcUrl(DATABASE),
            EmbeddedPostgresServer.USERNAME,
            EmbeddedPostgresServer.PASSWORD)) {
      execute(
          connection,
          """
          insert into entry (leaf_index, leaf_hash, logged_at, state)
          select i, sha256(int8send(i)),
            '2025-12-31 23:59:59.999Z'::timestamptz + i * interval '10 days', 'invalid'
          from generate_series(0, 9) i
          """,
          "insert into leaf select leaf_index, repeat(leaf_index::text, 3000)::bytea from entry");
      String records =
          "select string_agg(leaf_index || sha256(record)::text, ' ' order by leaf_index)";
      String before = text(connection, records + " from leaf");

      migrateTo("latest");

      assertEquals(before, text(connection, records + " from leaf"));
      assertEquals(
          "10",
          text(connection, "select count(*) from leaf join entry using (leaf_index, logged_at)"));
      for (List<String> month :
          List.of(
              List.of("leaf_2025_12", "1"),
              List.of("leaf_2026_01", "3"),
              List.of("leaf_2026_02", "2"),
              List.of("leaf_2026_03", "4"))) {
        assertEquals(
            month.get(1),
            text(connection, "select count(*) from " + month.getFirst()),
            month.getFirst());
      }
      assertEquals(
          "4",
          text(connection, "select count(*) from pg_inherits where inhparent = 'leaf'::regclass"));
      execute(connection, "select rebuild_projection()");
      assertEquals("0", text(connection, "select count(*) from leaf"));
    }
  }

  private void migrateTo(String version) {
    Flyway.configure()
        .dataSource(
            server.jdbcUrl(DATABASE),
            EmbeddedPostgresServer.USERNAME,
            EmbeddedPostgresServer.PASSWORD)
        .target(version)
        .load()
        .migrate();
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
