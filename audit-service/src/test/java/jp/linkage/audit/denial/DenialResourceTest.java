package jp.linkage.audit.denial;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static jp.linkage.protocol.manifest.TestParties.MIDORI_TAX;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.ReleaseResponse;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class DenialResourceTest extends RunningService {
  private static final Bytes ROOT = Bytes.sha256(Bytes.u32(3));

  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void deny_signedRequest_recordedOnceHoweverOftenItIsReported() {
    DenialNotice notice = notice(AOBA_WELFARE, AOBA_TAX, ROOT);
    Response first = post("denials", notice.bytes());
    assertEquals(200, first.statusCode(), first::asString);
    ReleaseResponse response = ReleaseResponse.parse(first.asByteArray());
    ExchangeRecord record = (ExchangeRecord) LogRecord.parse(response.receipt().leaf().toArray());
    assertEquals(RecordType.DENY, record.type());
    assertTrue(record.subjects().isEmpty());
    assertEquals(ROOT, record.requestRoot());
    assertArrayEquals(first.asByteArray(), post("denials", notice.bytes()).asByteArray());
    assertEquals(1, TestLog.of(kafka, notice.header().exchangeId()).size());
  }

  @Test
  void deny_requestThatTheAgencyDidNotSign_refusedAndNotRecorded() {
    DenialNotice right = notice(AOBA_WELFARE, AOBA_TAX, ROOT);
    DenialNotice otherRoot =
        new DenialNotice(right.header(), right.assertion(), Bytes.sha256(ROOT), right.reason());
    DenialNotice otherHeader =
        new DenialNotice(
            gateway.convertHeader(AOBA_WELFARE, AOBA_TAX, 1, Terms.now()),
            right.assertion(),
            ROOT,
            right.reason());
    for (DenialNotice wrong : java.util.List.of(otherRoot, otherHeader)) {
      Response response = post("denials", wrong.bytes());
      assertEquals(403, response.statusCode(), response::asString);
      assertEquals("urn:linkage:problem:exchange-refused", response.path("type"));
    }
    assertTrue(TestLog.of(kafka, right.header().exchangeId()).isEmpty());
  }

  @Test
  void deny_withoutEnd_quotaExceededWithTheTimeToWait() {
    byte[] notice = notice(MIDORI_TAX, AOBA_TAX, ROOT).bytes();
    Response response = post("denials", notice);
    for (int i = 0; i < 5_000 && response.statusCode() == 200; i++) {
      response = post("denials", notice);
    }
    assertEquals(429, response.statusCode(), response::asString);
    assertEquals("urn:linkage:problem:quota-exceeded", response.path("type"));
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
    // another agency is not held up
    assertEquals(200, post("denials", notice(AOBA_WELFARE, AOBA_TAX, ROOT).bytes()).statusCode());
  }

  private DenialNotice notice(AgencyId from, AgencyId to, Bytes root) {
    Header header = gateway.convertHeader(from, to, 1, Terms.now());
    return new DenialNotice(
        header,
        gateway.requestAssertion(header, root, Instant.now()),
        root,
        "no row of the table allows it");
  }
}
