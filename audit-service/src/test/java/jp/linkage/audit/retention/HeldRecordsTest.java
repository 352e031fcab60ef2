package jp.linkage.audit.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Set;
import java.util.UUID;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.MonthsRead;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.retention.OldExchanges.Old;
import jp.linkage.kit.database.Parameters;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Where the job finds the records that a hold keeps when the key of their month goes. */
@QuarkusTest
@TestProfile(HeldRecordsTest.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class HeldRecordsTest extends RunningService {
  @Inject Transactions transactions;
  @Inject DestroyKeys destroyKeys;
  @Inject OldExchanges old;
  @Inject Database database;

  TestGateway gateway;
  EmbeddedKafka kafka;

  /** A profile of its own starts the service anew. */
  public static class OwnLog implements QuarkusTestProfile {}

  @Test
  void toHold_amongManyMonths_readsThoseOfTheRecords() throws SQLException {
    MonthsRead.among(
        transactions,
        months -> {
          hold(months.connection(), MonthsRead.exchange(0, 3));
          hold(months.connection(), MonthsRead.exchange(1, 3));
          RetentionRows rows = new RetentionRows();
          assertEquals(1, rows.toHold(months.connection(), YearMonth.parse("2001-03")).size());
          assertEquals(Set.of("leaf_2001_03"), months.take());
        });
  }

  // What is not sealed anew before the key goes, nobody can open any more
  @Test
  void destroy_heldRecordsOfADetachedMonth_keepsTheKeyUntilTheMonthIsAttached() {
    Instant then = Instant.parse("2016-03-10T10:00:00Z");
    Old held = old.answered(gateway, "detached-1", then, then.plusSeconds(5));
    long end = TestLog.end(kafka);
    Waiting.until("projection", () -> database.number("select next_offset from log_state") >= end);
    transactions.inTransaction(connection -> {
      hold(connection, held.id().value());
      return true;
    });
    // as if the broker had logged them then
    database.text("select add_leaf_month('2016-03-10Z')::text");
    String where =
        " set logged_at = '2016-03-10Z' where leaf_index in (%d, %d)"
            .formatted(held.request().offset(), held.release().offset());
    database.execute("update leaf" + where);
    database.execute("update entry" + where);
    database.execute("alter table leaf detach partition leaf_2016_03 concurrently");

    destroyKeys.run(Instant.now());
    assertEquals(
        1, database.number("select count(wrapped) from period_key where period = '2016-03'"));
    assertEquals(0, database.number("select count(*) from held_opening where period = '2016-03'"));

    database.execute(
        "alter table leaf attach partition leaf_2016_03"
            + " for values from ('2016-03-01Z') to ('2016-04-01Z')");
    destroyKeys.run(Instant.now());
    assertEquals(
        0, database.number("select count(wrapped) from period_key where period = '2016-03'"));
    assertEquals(2, database.number("select count(*) from held_opening where period = '2016-03'"));
    assertEquals(
        2,
        database.number(
            "select count(*) from entry where state = 'valid' and exchange_id = '"
                + held.id().value()
                + "'"));
  }

  private static void hold(Connection connection, UUID exchange) throws SQLException {
    try (PreparedStatement hold =
        connection.prepareStatement(
            "insert into legal_hold (hold_id, exchange_id, case_reference, reason, placed_by,"
                + " placed_at, placed_index)"
                + " values (gen_random_uuid(), ?, 'case', 'reason', 'auditor', now(), 0)")) {
      Parameters.set(hold, exchange);
      hold.executeUpdate();
    }
  }
}
