package jp.linkage.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RoundTrips;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.projection.LeafRead;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Every record finds the partition of its month, whatever the broker's clock says. */
@QuarkusTest
@TestProfile(SealerFaults.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class SealerMonthsTest extends SealerFaults {
  private static final String PLACE =
      "select tableoid::regclass::text from leaf where leaf_index = %d";

  @Test
  void seal_brokersClockJumps_eachRecordInThePartitionOfItsMonth() throws SQLException {
    long first = size();
    seal(
        "1999-12-31T23:59:59.999Z",
        "2000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00Z",
        "+12026-02-01T00:00:00Z",
        "1999-12-01T00:00:00Z");
    List<String> partitions =
        List.of(
            "leaf_1999_12",
            "leaf_2000_01",
            "leaf_9999_12",
            "leaf_1970_01",
            "leaf_12026_02",
            "leaf_1999_12");
    for (int i = 0; i < partitions.size(); i++) {
      assertEquals(partitions.get(i), text(PLACE.formatted(first + i)));
    }
    // stored as all others are (V3)
    assertEquals(
        1,
        number(
            "select count(distinct (c.reloptions, a.attstorage)) from pg_inherits"
                + " join pg_class c on c.oid = inhrelid"
                + " join pg_attribute a on a.attrelid = c.oid and a.attname = 'record'"
                + " where inhparent = 'leaf'::regclass and c.relname like 'leaf_%'"));
    assertEquals(
        "{toast_tuple_target=8160} e",
        text(
            "select c.reloptions::text || ' ' || a.attstorage::text from pg_class c"
                + " join pg_attribute a on a.attrelid = c.oid and a.attname = 'record'"
                + " where c.relname = 'leaf_1999_12'"));
    assertEquals(
        0, number("select count(*) from leaf natural left join entry where state is null"));
    resumesWithOneChain();
  }

  @Test
  void seal_batchOfMonthsThatAreThere_costsNoStatementMore() throws SQLException {
    plant(8);
    try (Connection session = transactions.connection()) {
      RoundTrips counted = new RoundTrips(session);
      SealedLog log =
          new Parts().openLog().open(counted.connection(), checkpointTopic(), List.of());
      List<LeafRead> next = leavesFrom(log.state().nextOffset());
      // within one tile, as one that becomes full costs a statement, too
      int left = TileResource.FULL - (int) (log.state().nextOffset() % TileResource.FULL);
      if (left <= 4) {
        log.commit(counted.connection(), next.subList(0, left));
        next = next.subList(left, next.size());
      }
      List<Integer> batches = new ArrayList<>();
      for (String at : List.of("2031-05-01T00:00:00Z", "2031-05-31T00:00:00Z")) {
        counted.take();
        log.commit(counted.connection(), List.of(at(next.get(batches.size()), at)));
        batches.add(counted.take());
      }
      counted.take();
      log.commit(
          counted.connection(),
          List.of(
              at(next.get(2), "2031-05-09T00:00:00Z"), at(next.get(3), "2031-06-01T00:00:00Z")));
      batches.add(counted.take());
      // the statement that makes a month, and its commit
      assertEquals(batches.get(1) + 2, batches.get(0), batches::toString);
      assertEquals(batches.get(1) + 2, batches.get(2), batches::toString);
    }
    resumesWithOneChain();
  }

  @Test
  void addMonth_byManyReplicasAtOnce_onePartition() throws Exception {
    int replicas = 8;
    CyclicBarrier together = new CyclicBarrier(replicas);
    try (var threads = Executors.newFixedThreadPool(replicas)) {
      for (String month : List.of("2041-01", "2041-02", "2041-03", "2041-04", "2041-05")) {
        Callable<Boolean> replica =
            () -> {
              try (Connection session = transactions.connection()) {
                together.await();
                projection.addMonth(session, YearMonth.parse(month));
                session.setAutoCommit(true);
                return true;
              }
            };
        for (Future<Boolean> done :
            IntStream.range(0, replicas).mapToObj(_ -> threads.submit(replica)).toList()) {
          assertTrue(done.get());
        }
      }
    }
    assertEquals(
        5,
        number(
            "select count(*) from pg_inherits where inhparent = 'leaf'::regclass"
                + " and inhrelid::regclass::text like 'leaf_2041%'"));
    assertEquals(5, number("select count(*) from pg_class where relname ~ '^leaf_2041_.[0-9_]*$'"));
  }

  @Test
  void addMonth_whileRecordsAreReadAndWritten_waitsForNobody() throws SQLException {
    try (Connection reader = transactions.connection();
        Connection writer = transactions.connection();
        Connection session = transactions.connection()) {
      reader.setAutoCommit(false);
      writer.setAutoCommit(false);
      execute(reader, "select count(*) from leaf");
      execute(writer, "insert into leaf values (-1, now(), 'x')");
      execute(session, "set lock_timeout = '1s'");
      projection.addMonth(session, YearMonth.parse("2042-01"));
      session.setAutoCommit(true);
      // and nobody who comes now waits
      execute(reader, "select count(*) from leaf");
      reader.rollback();
      writer.rollback();
      reader.setAutoCommit(true);
      writer.setAutoCommit(true);
      execute(session, "set lock_timeout = '5s'");
    }
    assertEquals("leaf_2042_01", text("select to_regclass('leaf_2042_01')::text"));
  }

  @Test
  void addMonth_ofATimeThatAnotherPartitionHas_keepsThatOne() throws SQLException {
    change(
        "create table year_2043 (like leaf including all)",
        "alter table leaf attach partition year_2043"
            + " for values from ('2043-01-01Z') to ('2044-01-01Z')");
    long first = size();
    seal("2043-07-01T00:00:00Z");
    assertEquals("year_2043", text(PLACE.formatted(first)));
    resumesWithOneChain();
  }

  @Test
  void seal_monthThatAnOperatorDetachedMeanwhile_goesOnInAPartitionOfItsOwn() {
    SealerKafka sealer = new Parts().start();
    plant(1);
    awaitPublished();
    YearMonth now = YearMonth.now(ZoneOffset.UTC);
    String month = "leaf_" + now.toString().replace('-', '_');
    long before = number("select count(*) from leaf");
    change("alter table leaf detach partition " + month);
    assertTrue(number("select count(*) from " + month) > 0);

    plant(3);
    awaitPublished();
    assertEquals(month + "_2", text(PLACE.formatted(TestLog.end(kafka) - 1)));
    Waiting.until("no reason", () -> sealer.hindered().isEmpty());

    // what is detached stays where it is; a rebuild fills its month in again
    change("do $$ begin perform rebuild_projection(); end $$");
    Waiting.until("projection", () -> number("select next_offset from log_state") == size());
    stopSealers();
    assertEquals(before + 3, size());
    requireOneChain();
    change("drop table " + month);
    plant(1);
    new Parts().start();
    awaitPublished();
    stopSealers();
    requireOneChain();
  }

  /** Seals records with these times of the broker. */
  private void seal(String... times) throws SQLException {
    plant(times.length);
    try (Connection session = transactions.connection()) {
      SealedLog log = new Parts().openLog().open(session, checkpointTopic(), List.of());
      List<LeafRead> next = leavesFrom(log.state().nextOffset());
      log.commit(
          session,
          IntStream.range(0, times.length).mapToObj(i -> at(next.get(i), times[i])).toList());
    }
  }

  private static LeafRead at(LeafRead leaf, String time) {
    return new LeafRead(
        leaf.index(), leaf.value(), leaf.hash(), Instant.parse(time), leaf.content());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String text(String sql) {
    return transactions.read(session -> {
      try (var statement = session.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return new String(row.getBytes(1), UTF_8);
      }
    });
  }
}
