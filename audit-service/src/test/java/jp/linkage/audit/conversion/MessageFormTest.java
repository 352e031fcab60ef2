package jp.linkage.audit.conversion;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.protocol.manifest.TestParties.AOBA_RESIDENTS;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.kit.testing.RefusedBodies;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Messages of every kind with one member that is not as protocol §2 and §4 want it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class MessageFormTest extends RunningService {
  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void conversion_changedAnywhere_isRefusedWithThePlace() {
    List<PersonToken> persons = List.of(TestNumbers.stranger());
    check("conversions", gateway.convert(AOBA_WELFARE, AOBA_TAX, persons, Terms.now()).bytes());
  }

  @Test
  void registration_changedAnywhere_isRefusedWithThePlace() {
    check(
        "conversions",
        gateway
            .numbers(
                ExchangeType.REGISTER, AOBA_RESIDENTS, List.of(TestNumbers.next()), Terms.now())
            .bytes());
  }

  @Test
  void readingOfTheLog_changedAnywhere_isRefusedWithThePlace() {
    check(
        "conversions",
        gateway
            .readLog(
                AOBA_RESIDENTS,
                List.of(TestNumbers.stranger()),
                List.of(HpkePrivateKey.generate()),
                Terms.now())
            .bytes());
  }

  @Test
  void release_changedAnywhere_isRefusedWithThePlace() {
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(TestNumbers.stranger()), Terms.now());
    ReleaseItem item =
        new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(1))));
    check(
        "releases",
        gateway
            .release(
                request.header(),
                Roots.requestRoot(request),
                List.of(item),
                Bytes.sha256(Bytes.u32(7)))
            .bytes());
  }

  @Test
  void denial_changedAnywhere_isRefusedWithThePlace() {
    Header header = gateway.convertHeader(AOBA_WELFARE, AOBA_TAX, 1, Terms.now());
    Bytes root = Bytes.sha256(Bytes.u32(3));
    check(
        "denials",
        new DenialNotice(
                header, gateway.requestAssertion(header, root, Instant.now()), root, "no row")
            .bytes());
  }

  private void check(String path, byte[] valid) {
    long before = TestLog.end(kafka);
    RefusedBodies.check(Stage.AUDIT, valid, Set.of(), body -> post(path, body));
    assertEquals(before, TestLog.end(kafka));
  }
}
