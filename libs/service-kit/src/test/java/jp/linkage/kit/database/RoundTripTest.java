package jp.linkage.kit.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  /** The driver prepares a statement on the server from its fifth use on. */
  private static final int OFTEN = 12;

  private static final EmbeddedPostgresServer SERVER = EmbeddedPostgresServer.throwaway();

  @BeforeAll
  static void start() {
    SERVER.start();
    SERVER.createDatabase("trips");
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @BeforeEach
  void tables() throws SQLException {
    try (Connection connection = connect()) {
      RoundTrip.of(connection, Command.change("drop table if exists item, note"));
      RoundTrip.of(connection, Command.change("create table item (id int primary key)"));
      RoundTrip.of(connection, Command.change("create table note (text text not null)"));
    }
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        SERVER.jdbcUrl("trips"), EmbeddedPostgresServer.USERNAME, EmbeddedPostgresServer.PASSWORD);
  }

  private static Command<Integer> insert(int id) {
    return Command.change("insert into item values (?) on conflict do nothing", id);
  }

  private static Command<Integer> insertAnew(int id) {
    return Command.change("insert into item values (?)", id);
  }

  private static Command<Integer> write(String text) {
    return Command.change("insert into note values (?)", text);
  }

  private static Command<Long> count(String table) {
    return Command.query(
        "select count(*) from " + table + " where ?",
        rows -> {
          rows.next();
          return rows.getLong(1);
        },
        true);
  }

  @Test
  void two_haveEachItsParametersAndResult() throws SQLException {
    try (Connection connection = connect()) {
      for (int i = 0; i < OFTEN; i++) {
        var both = RoundTrip.of(connection, insert(i), count("item"));
        assertEquals(1, both.first());
        assertEquals(i + 1, both.second());
        var again = RoundTrip.of(connection, count("item"), insert(i));
        assertEquals(i + 1, again.first());
        assertEquals(0, again.second());
      }
    }
  }

  @Test
  void second_seesWhatTheFirstWaitedFor() throws Exception {
    try (Connection holder = connect();
        Connection waiter = connect();
        Connection watcher = connect()) {
      RoundTrip.of(holder, insert(1));
      holder.setAutoCommit(false);
      waiter.setAutoCommit(false);
      Command<Boolean> lock =
          Command.query("select id from item where id = ? for update", ResultSet::next, 1);
      RoundTrip.of(holder, lock);
      var found =
          CompletableFuture.supplyAsync(() -> {
            try {
              return RoundTrip.of(waiter, lock, count("note"));
            } catch (SQLException e) {
              throw new IllegalStateException(e);
            }
          });
      Command<Long> waiting =
          Command.query(
              "select count(*) from pg_locks where not granted",
              rows -> {
                rows.next();
                return rows.getLong(1);
              });
      while (RoundTrip.of(watcher, waiting) == 0) {
        Thread.onSpinWait();
      }
      RoundTrip.andCommit(holder, write("meanwhile"));
      assertEquals(1, found.get(10, TimeUnit.SECONDS).second());
    }
  }

  @Test
  void second_afterAFailure_isNotRun() throws SQLException {
    try (Connection connection = connect()) {
      RoundTrip.of(connection, insert(1));
      for (int i = 0; i < OFTEN; i++) {
        SQLException refused =
            assertThrows(
                SQLException.class,
                () -> RoundTrip.of(connection, insertAnew(1), write("after the failure")));
        assertEquals("23505", refused.getSQLState());
      }
      assertEquals(0, RoundTrip.of(connection, count("note")));
    }
  }

  @Test
  void last_commitsWhatWasBefore() throws SQLException {
    try (Connection connection = connect();
        Connection other = connect()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < OFTEN; i++) {
        RoundTrip.of(connection, write("before"));
        assertEquals(1, RoundTrip.andCommit(connection, insert(i)));
        assertEquals(i + 1, RoundTrip.of(other, count("item")));
        assertEquals(i + 1, RoundTrip.of(other, count("note")));
        // what callers do after it changes nothing more
        connection.commit();
      }
    }
  }

  @Test
  void last_thatFails_commitsNothing() throws SQLException {
    try (Connection connection = connect();
        Connection other = connect()) {
      RoundTrip.of(other, insert(1));
      connection.setAutoCommit(false);
      for (int i = 0; i < OFTEN; i++) {
        RoundTrip.of(connection, write("before the failure"));
        assertThrows(SQLException.class, () -> RoundTrip.andCommit(connection, insertAnew(1)));
        connection.rollback();
      }
      assertEquals(0, RoundTrip.of(other, count("note")));
    }
  }

  @Test
  void parameters_ofEveryKind_arriveAsTheyAre() throws SQLException {
    UUID id = UUID.fromString("019ac3d4-0000-7000-8000-000000000002");
    Instant time = Instant.parse("2026-11-23T05:00:00.123456Z");
    try (Connection connection = connect()) {
      RoundTrip.of(
          connection,
          Command.change(
              """
              create temporary table every (id uuid, time timestamptz, octets bytea, absent bigint,
                present bigint, texts text[], none text[], lists bytea[], numbers integer[],
                nothing integer[], flag boolean)
              """));
      RoundTrip.of(
          connection,
          Command.change(
              "insert into every values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              id,
              time,
              Bytes.of(new byte[] {1, 2}),
              Optional.empty(),
              OptionalLong.of(7),
              Arrays.asList("a", null),
              List.of(),
              List.of(Bytes.of(new byte[] {3}), Bytes.EMPTY),
              new int[] {4, 5},
              new int[0],
              true));
      RoundTrip.of(
          connection,
          Command.query(
              "select * from every",
              row -> {
                row.next();
                assertEquals(id, row.getObject("id"));
                assertEquals(time, row.getTimestamp("time").toInstant());
                assertArrayEquals(new byte[] {1, 2}, row.getBytes("octets"));
                assertEquals(Optional.empty(), Optional.ofNullable(row.getObject("absent")));
                assertEquals(7, row.getLong("present"));
                assertArrayEquals(
                    new String[] {"a", null}, (Object[]) row.getArray("texts").getArray());
                assertArrayEquals(new String[0], (Object[]) row.getArray("none").getArray());
                assertArrayEquals(
                    new byte[][] {{3}, {}}, (Object[]) row.getArray("lists").getArray());
                assertArrayEquals(
                    new Integer[] {4, 5}, (Object[]) row.getArray("numbers").getArray());
                assertArrayEquals(new Integer[0], (Object[]) row.getArray("nothing").getArray());
                assertEquals(true, row.getBoolean("flag"));
                return 1;
              }));
    }
  }
}
