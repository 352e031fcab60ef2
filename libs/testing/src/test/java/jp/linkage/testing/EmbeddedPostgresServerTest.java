package jp.linkage.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresServerTest {
  @Test
  void server_stoppedAndStarted_keepsPortAndData() throws SQLException {
    try (var server = EmbeddedPostgresServer.throwaway()) {
      server.start();
      server.createDatabase("facts");
      write(server, "CREATE TABLE fact (value int); INSERT INTO fact VALUES (23)");
      int port = server.port();

      server.stop();
      assertFalse(server.isRunning());
      assertThrows(SQLException.class, () -> connect(server).close());

      server.start();
      assertTrue(server.isRunning());
      assertEquals(port, server.port());
      assertEquals(23, read(server));
    }
  }

  @Test
  void keptServer_openedAgain_hasItsData(@TempDir Path folder) throws SQLException {
    Path data = folder.resolve("made/when/missing");
    try (var server = EmbeddedPostgresServer.keptIn(data, 0)) {
      server.start();
      server.createDatabase("facts");
      write(server, "CREATE TABLE fact (value int); INSERT INTO fact VALUES (41)");
    }
    try (var server = EmbeddedPostgresServer.keptIn(data, 0)) {
      server.start();
      server.createDatabase("facts");
      assertEquals(41, read(server));
    }
  }

  @Test
  void databaseName_withSqlInIt_isRefused() {
    try (var server = EmbeddedPostgresServer.throwaway()) {
      assertThrows(
          IllegalArgumentException.class, () -> server.createDatabase("x; DROP DATABASE facts"));
    }
  }

  private static Connection connect(EmbeddedPostgresServer server) throws SQLException {
    return DriverManager.getConnection(
        server.jdbcUrl("facts"), EmbeddedPostgresServer.USERNAME, EmbeddedPostgresServer.PASSWORD);
  }

  private static void write(EmbeddedPostgresServer server, String sql) throws SQLException {
    try (var connection = connect(server);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int read(EmbeddedPostgresServer server) throws SQLException {
    try (var connection = connect(server);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT value FROM fact")) {
      assertTrue(rows.next());
      return rows.getInt(1);
    }
  }
}
