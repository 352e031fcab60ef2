package jp.linkage.audit.conversion;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.audit.conversion.ConversionResourceTest.requireProblem;
import static jp.linkage.protocol.manifest.TestParties.AOBA_RESIDENTS;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.database.DatabaseUnavailable;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.testing.DatabaseOutage;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.EmbeddedPostgresServer;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** No log, no exchange; no registry, no exchange (protocol §5 rule 1). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class FaultTest extends RunningService {
  @Inject Transactions transactions;
  @Inject LogKafka log;

  TestGateway gateway;
  EmbeddedKafka kafka;
  EmbeddedPostgresServer postgres;

  @Test
  void topic_isComparedThoughCallersHoldEveryConnection() throws SQLException {
    Waiting.untilReady();
    List<Connection> held = new ArrayList<>();
    try {
      while (held.size() < 1000) {
        held.add(transactions.connection());
      }
    } catch (DatabaseUnavailable e) {
      // that was all of them
    }
    try {
      // those callers may be waiting for just this
      assertDoesNotThrow(log::compareTopic);
    } finally {
      for (Connection connection : held) {
        connection.close();
      }
    }
    assertTrue(held.size() < 1000);
  }

  @Test
  void convert_withoutTheBroker_nothingLentNorRegisteredAndTheSameIdsSucceedLater() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken token = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    ConversionRequest convert =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(token), Terms.now());
    ConversionRequest register =
        gateway.numbers(
            ExchangeType.REGISTER, AOBA_RESIDENTS, List.of(TestNumbers.next()), Terms.now());
    long registered = count("subject");
    long bound = count("exchange");
    kafka.stop();
    try {
      for (ConversionRequest request : List.of(convert, register, convert)) {
        long start = System.nanoTime();
        Response response = post("conversions", request.bytes());
        long millis = (System.nanoTime() - start) / 1_000_000;
        requireProblem(503, "audit-unavailable", response);
        assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
        assertFalse(response.asString().contains("\"e2\""));
        assertTrue(millis < 4_500, "took " + millis + " ms");
      }
      assertEquals(registered, count("subject"));
      assertEquals(bound, count("exchange"));
    } finally {
      kafka.start();
    }
    Waiting.untilReady();
    assertInstanceOf(
        ConversionResult.Converted.class,
        send(gateway.signed(convert.header(), convert.items())).items().getFirst());
    assertInstanceOf(
        ConversionResult.Registered.class,
        send(gateway.signed(register.header(), register.items())).items().getFirst());
    // the first attempt may have reached the log: its record is then a second leaf, never a second
    // answer
    assertTrue(TestLog.of(kafka, convert.header().exchangeId()).size() <= 2);
  }

  @Test
  void convert_withoutTheDatabase_unavailableAndNothingRecorded() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken token = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(token), Terms.now());
    long before = TestLog.end(kafka);
    List<Long> recorded = new ArrayList<>();
    Response later =
        DatabaseOutage.during(
            postgres,
            ProblemType.AUDIT_UNAVAILABLE,
            Stage.AUDIT,
            () -> {
              Response response =
                  post("conversions", gateway.signed(request.header(), request.items()).bytes());
              recorded.add(TestLog.end(kafka) - before);
              return response;
            });
    assertEquals(0, recorded.getFirst());
    assertEquals(200, later.statusCode());
    assertInstanceOf(
        ConversionResult.Converted.class,
        send(gateway.signed(request.header(), request.items())).items().getFirst());
  }

  @Test
  void search_withoutTheDatabase_saysSo() {
    Response later =
        DatabaseOutage.during(
            postgres,
            ProblemType.AUDIT_UNAVAILABLE,
            Stage.AUDIT,
            () -> Auditors.auditor("a").get("/v1/entries"));
    assertEquals(200, later.statusCode());
  }

  private long count(String table) {
    return transactions.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select count(*) from " + table)) {
        row.next();
        return row.getLong(1);
      }
    });
  }
}
