package jp.linkage.audit.flag.detect;

import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Exchanges;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.AdvisoryLock;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.flag.config.FlagRules;
import jp.linkage.audit.flag.config.ReadFlagRules;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** What happens to a batch when something goes wrong; the service's own look is locked out. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class EvaluateBatchTest extends RunningService {
  private static final FlagRules RULES = ReadFlagRules.defaults();
  private static final int MANY = 10_000;

  @Inject EvaluateBatch evaluate;
  @Inject Transactions transactions;

  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void next_whoseCommitFails_isLookedAtOnceInTheEnd() throws SQLException {
    alone(() -> {
      logged("failing-official");
      try (Connection connection = transactions.connection()) {
        assertThrows(
            SQLException.class, () -> evaluate.next(withoutCommit(connection), RULES, MANY));
        assertEquals(0, exchangesOf("failing-official"));
        assertTrue(evaluate.next(connection, RULES, MANY));
        assertEquals(1, exchangesOf("failing-official"));
        connection.setAutoCommit(true);
      }
    });
  }

  // Whoever believes to be alone and is not changes nothing
  @Test
  void next_ofManyAtTheSameTime_isLookedAtOnce() throws SQLException {
    alone(() -> {
      logged("disputed-official");
      int looked = 0;
      try (var executor = Executors.newFixedThreadPool(4)) {
        List<Callable<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          attempts.add(this::attempt);
        }
        for (Future<Boolean> attempt : executor.invokeAll(attempts)) {
          looked += attempt.get() ? 1 : 0;
        }
      }
      assertEquals(1, looked);
      assertEquals(1, exchangesOf("disputed-official"));
    });
  }

  private boolean attempt() throws SQLException {
    try (Connection connection = transactions.connection()) {
      try {
        return evaluate.next(connection, RULES, MANY);
      } catch (IllegalStateException e) {
        return false;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  /** Runs the work while the service itself does not look. */
  private void alone(Work work) throws SQLException {
    AtomicBoolean done = new AtomicBoolean();
    try (Connection session = transactions.connection()) {
      while (!done.get()) {
        AdvisoryLock.FLAGS.whileHeld(
            session,
            () -> {
              done.set(true);
              try {
                work.run();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
      }
    }
  }

  /** An answered request that is projected and was not looked at. */
  private void logged(String official) {
    Exchanges exchanges = new Exchanges(gateway);
    exchanges.answered(AOBA_TAX, exchanges.person().welfare(), Terms.now().by(official));
    long end = TestLog.end(kafka);
    Waiting.until("projected", () -> number("select next_offset from log_state") >= end);
    assertEquals(0, exchangesOf(official));
  }

  private long exchangesOf(String official) {
    return number(
        "select coalesce(sum(exchanges), 0) from flag_official_day where staff = '"
            + official
            + "'");
  }

  private long number(String sql) {
    return transactions.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    });
  }

  /** The connection of a service that dies at the end of its transaction. */
  private static Connection withoutCommit(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            EvaluateBatchTest.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, arguments) -> {
              if (method.getName().equals("commit")) {
                throw new SQLException("gone", "08006");
              }
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
