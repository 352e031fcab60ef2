package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.stack.ServiceProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One part is switched off: the caseworker is told 503 with {@code Retry-After}, nothing is handed
 * over, and once the part is back the same exchange is taken up again and succeeds (PROTOCOL.md
 * §5.1).
 */
@ExtendWith(WithRunningLinkage.class)
class FaultIT {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private final RunningLinkage linkage;
  private long log;
  private long records;

  FaultIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  @BeforeEach
  void count() {
    log = linkage.log();
    records = linkage.records(Processes.AOBA_TAX);
  }

  @Test
  void inquiry_withoutTheLog_isToBeRepeatedAndReachesNobody() {
    var kafka = linkage.stack().kafka();
    String exchange;
    kafka.stop();
    try {
      exchange = assertUnavailable("audit-unavailable");
      assertEquals(records, linkage.records(Processes.AOBA_TAX), "records of the provider");
    } finally {
      kafka.start();
    }
    assertSucceedsAgain(exchange);
  }

  @Test
  void inquiry_withoutTheAuditService_isToBeRepeatedAndReachesNobody() {
    String exchange = without(Processes.AUDIT, "audit-unavailable");
    assertEquals(log, linkage.log());
    assertEquals(records, linkage.records(Processes.AOBA_TAX));
    assertSucceedsAgain(exchange);
  }

  @Test
  void inquiry_withoutTheProvider_isToBeRepeated() {
    String exchange = without(Processes.AOBA_TAX, "provider-unavailable");
    // The log holds that it was asked; nothing was released.
    assertEquals(log + 1, linkage.log());
    assertSucceedsAgain(exchange);
    assertEquals(log + 2, linkage.log());
  }

  @Test
  void inquiry_withoutTheGateway_isToBeRepeated() {
    String exchange = without(Processes.GATEWAY, "gateway-unavailable");
    assertEquals(log, linkage.log());
    assertSucceedsAgain(exchange);
  }

  @Test
  void inquiry_withoutTheRegistrysDatabase_isToBeRepeatedAndReachesNobody() throws SQLException {
    String exchange = withoutDatabase(Processes.AUDIT, "audit-unavailable");
    assertEquals(log, linkage.log());
    assertEquals(records, linkage.records(Processes.AOBA_TAX));
    assertSucceedsAgain(exchange);
  }

  @Test
  void inquiry_withoutTheGatewaysDatabase_isToBeRepeated() throws SQLException {
    String exchange = withoutDatabase(Processes.GATEWAY, "database-unavailable");
    assertEquals(log, linkage.log());
    assertEquals(records, linkage.records(Processes.AOBA_TAX));
    assertSucceedsAgain(exchange);
  }

  @Test
  void inquiry_withoutTheProvidersDatabase_isToBeRepeated() throws SQLException {
    String exchange = withoutDatabase(Processes.AOBA_TAX, "provider-unavailable");
    assertEquals(log + 1, linkage.log());
    assertSucceedsAgain(exchange);
  }

  /** Nothing could be written down of the exchange, so nothing was begun: it is asked anew. */
  @Test
  void inquiry_withoutTheInquirersDatabase_isToBeRepeatedAndReachesNobody() throws SQLException {
    String exchange = withoutDatabase(Processes.AOBA_WELFARE, "database-unavailable");
    assertEquals("", exchange);
    assertEquals(log, linkage.log());
    assertEquals(records, linkage.records(Processes.AOBA_TAX));
    long limit = System.nanoTime() + PATIENCE_NANOS;
    while (!linkage.ask(linkage.taxpayer()).succeeded()) {
      assertTrue(System.nanoTime() < limit, "the database is back, and nobody can ask");
      pause();
    }
  }

  private String without(String name, String problem) {
    ServiceProcess process = linkage.stack().process(name);
    process.stop();
    try {
      return assertUnavailable(problem);
    } finally {
      process.start();
      process.awaitReady();
    }
  }

  // The server stays, as the other agencies' databases are on it too; this one takes nobody in.
  private String withoutDatabase(String process, String problem) throws SQLException {
    allowConnections(process, false);
    try {
      return assertUnavailable(problem);
    } finally {
      allowConnections(process, true);
    }
  }

  private void allowConnections(String process, boolean allowed) throws SQLException {
    String name = LocalStack.database(process);
    try (var connection = linkage.administrator();
        var statement = connection.createStatement()) {
      statement.execute("alter database " + name + " allow_connections " + allowed);
      if (!allowed) {
        statement.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                + name
                + "'");
      }
    }
  }

  private String assertUnavailable(String problem) {
    BackOfficeHttp.Reply reply = linkage.ask(linkage.taxpayer());
    assertEquals(503, reply.status(), reply::toString);
    assertEquals("urn:linkage:problem:" + problem, reply.body().path("type").asText());
    assertTrue(reply.body().path("retryable").asBoolean(), reply::toString);
    assertTrue(reply.retryAfter().isPresent(), "Retry-After");
    assertTrue(reply.body().path("subjects").isMissingNode());
    return reply.body().path("exchangeId").asText();
  }

  private void assertSucceedsAgain(String exchange) {
    long limit = System.nanoTime() + PATIENCE_NANOS;
    BackOfficeHttp.Reply reply = linkage.resume(exchange);
    while (!reply.succeeded()) {
      assertEquals(503, reply.status(), reply::toString);
      assertTrue(System.nanoTime() < limit, reply::toString);
      pause();
      reply = linkage.resume(exchange);
    }
    assertEquals(exchange, reply.body().path("exchangeId").asText());
    assertEquals("answered", reply.body().path("status").asText());
    assertEquals(records + 1, linkage.records(Processes.AOBA_TAX), "one record at the provider");
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
