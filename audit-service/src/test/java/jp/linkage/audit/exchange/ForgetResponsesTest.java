package jp.linkage.audit.exchange;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.database.Transactions;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.Roots;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class ForgetResponsesTest extends RunningService {
  @Inject ForgetResponses forgetResponses;
  @Inject ExchangeRows exchanges;
  @Inject Transactions transactions;

  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void forget_expiredExchange_answerGoneButTheIdStaysBound() {
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(TestNumbers.stranger()), Terms.now());
    send(request);
    Bytes root = Roots.requestRoot(request);
    assertInstanceOf(Binding.Answered.class, binding(request, root));

    forgetResponses.forget(Instant.now());
    assertInstanceOf(Binding.Answered.class, binding(request, root));

    forgetResponses.forget(Instant.now().plus(Duration.ofHours(3)));
    assertInstanceOf(Binding.Forgotten.class, binding(request, root));
    assertInstanceOf(Binding.Conflict.class, binding(request, Bytes.sha256(root)));
    Response again = post("conversions", request.bytes());
    assertEquals(410, again.statusCode(), again::asString);
    assertEquals("urn:linkage:problem:exchange-expired", again.path("type"));
    assertEquals(1, TestLog.of(kafka, request.header().exchangeId()).size());
  }

  private Binding binding(ConversionRequest request, Bytes root) {
    return transactions
        .read(connection -> exchanges.find(connection, request.header().exchangeId(), root))
        .orElseThrow();
  }
}
