package jp.linkage.audit.conversion;

import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_RESIDENTS;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.Hpke;
import jp.linkage.protocol.crypto.HpkeMessage;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** READLOG: what the log says of a person goes to a registrar, and to nobody else. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class ReadLogResourceTest extends RunningService {
  TestGateway gateway;
  EmbeddedKafka kafka;

  @Test
  void readLog_person_getsTheEntriesButNotThoseWithheld() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken welfare = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    PersonToken residents = gateway.enrol(AOBA_RESIDENTS, List.of(number)).getFirst();
    ConversionRequest shown =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(welfare), Terms.now());
    send(shown);
    ConversionRequest withheld =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(welfare), Terms.now().nonDisclosure());
    send(withheld);

    HpkePrivateKey answerKey = HpkePrivateKey.generate();
    PersonToken stranger = TestNumbers.stranger();
    ConversionRequest reading =
        gateway.readLog(
            AOBA_RESIDENTS,
            List.of(residents, stranger),
            List.of(answerKey, answerKey),
            Terms.now());
    ConversionResponse response = send(reading);

    LogExtract extract = open(reading, response, answerKey);
    assertEquals(
        List.of(RecordType.REQUEST, RecordType.ENROL, RecordType.ENROL, RecordType.REGISTER),
        extract.records().stream().map(entry -> entry.type()).toList());
    assertEquals(shown.header().exchangeId(), extract.records().getFirst().exchangeId());
    assertEquals(AOBA_TAX, extract.records().getFirst().asked().orElseThrow().provider());
    assertInstanceOf(ConversionResult.UnknownPerson.class, response.items().get(1));
    assertEquals(
        List.of(RecordType.VIEW),
        TestLog.of(kafka, reading.header().exchangeId()).stream().map(LogRecord::type).toList());
  }

  private static LogExtract open(
      ConversionRequest reading, ConversionResponse response, HpkePrivateKey answerKey) {
    ConversionResult.Read read =
        assertInstanceOf(ConversionResult.Read.class, response.items().getFirst());
    Bytes hash = reading.header().itemHash(0);
    byte[] opened =
        Hpke.open(
                answerKey,
                hash.toArray(),
                reading.items().getFirst().subject().binding(hash).toArray(),
                HpkeMessage.of(
                    read.records().enc().toArray(), read.records().ciphertext().toArray()))
            .payload();
    return LogExtract.parse(opened);
  }
}
