package jp.linkage.audit.projection;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.Transactions;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class ProjectionTest extends RunningService {
  @Inject Transactions transactions;

  TestGateway gateway;
  TestParties parties;
  EmbeddedKafka kafka;

  @Test
  void rebuild_fromTheTopic_givesTheSameRows() {
    ConversionRequest answered = requested();
    release(answered, AnswerStatus.DEFERRED, Optional.empty());
    release(answered, AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(1))));
    requested();
    TestLog.plant(kafka, "not a record".getBytes(StandardCharsets.UTF_8));
    TestLog.plant(kafka, new byte[0]);
    TestLog.plant(kafka, TestLog.leaves(kafka).getLast());
    TestLog.plant(kafka, leafOf(answered));
    Auditors.auditor("a").get("/v1/entries?limit=457").then().statusCode(200);
    TestLog.plant(kafka, TestLog.leaves(kafka).getLast());
    awaitProjected();
    assertEquals(
        1, number("select count(*) from auditor_view where parameters = '{\"limit\":\"457\"}'"));
    List<String> before = rows();
    assertEquals(TestLog.end(kafka), number("select count(*) from entry"));

    query("select rebuild_projection()::text");
    assertTrue(number("select next_offset from log_state") < TestLog.end(kafka));
    awaitProjected();

    assertEquals(before, rows());
  }

  @Test
  void project_damagedAndForgedRecords_invalidLeavesInTheirPlace() {
    ConversionRequest request = requested();
    byte[] leaf = leafOf(request);
    byte[] damaged = leaf.clone();
    // a digit of a base64url member: still canonical, no longer what the log's key signed
    int at = new String(leaf, StandardCharsets.UTF_8).indexOf("\"header\":\"") + 10;
    damaged[at] = (byte) (damaged[at] == 'A' ? 'B' : 'A');
    long offset = TestLog.plant(kafka, damaged);
    awaitProjected();
    assertEquals("invalid", text("select state from entry where leaf_index = " + offset));
    assertEquals(
        Bytes.of(MerkleTree.leafHash(damaged)).text(),
        base64("select leaf_hash from entry where leaf_index = " + offset));
    assertEquals("null", text("select exchange_id::text from entry where leaf_index = " + offset));
  }

  @Test
  void project_sameRecordAgain_leafOfItsOwnMarkedAsDuplicate() {
    ConversionRequest request = requested();
    String id = request.header().exchangeId().toString();
    long again = TestLog.plant(kafka, leafOf(request));
    awaitProjected();
    long first = number("select min(leaf_index) from entry where exchange_id = '" + id + "'");
    assertEquals(
        String.valueOf(first), text("select dup_of::text from entry where leaf_index = " + again));
    assertEquals(
        1,
        number("select count(*) from entry where dup_of is null and exchange_id = '" + id + "'"));
  }

  @Test
  void project_recordOfADestroyedMonth_keepsWhatIsInClear() {
    ConversionRequest request = requested();
    ExchangeRecord record = (ExchangeRecord) LogRecord.parse(leafOf(request));
    // a month that never had a key looks like one whose key was destroyed
    ExchangeRecord old = signed(record, "1999-01");
    long offset = TestLog.plant(kafka, old.bytes());
    awaitProjected();
    String where = " from entry where leaf_index = " + offset;
    assertEquals("shredded", text("select state" + where));
    assertEquals("REQUEST", text("select type" + where));
    assertEquals(
        request.header().exchangeId().toString(), text("select exchange_id::text" + where));
    assertEquals("null", text("select inquirer" + where));
    assertEquals(0, number("select count(*) from entry_subject where leaf_index = " + offset));
  }

  private ExchangeRecord signed(ExchangeRecord record, String period) {
    return with(record, period, record.signature())
        .signed(SigningKey.ofSeed(parties.audit().logKeySeed()));
  }

  private static ExchangeRecord with(ExchangeRecord record, String period, Bytes signature) {
    return new ExchangeRecord(
        record.log(),
        record.type(),
        record.exchangeId(),
        record.time(),
        record.header(),
        record.assertion(),
        record.requestRoot(),
        record.conversionRoot(),
        record.subjectRoot(),
        record.subjects(),
        period,
        record.enc(),
        signature);
  }

  private ConversionRequest requested() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken token = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(token), Terms.now());
    send(request);
    return request;
  }

  private static byte[] leafOf(ConversionRequest request) {
    ConversionResponse response = send(request);
    return response.receipt().leaf().toArray();
  }

  private void release(ConversionRequest request, AnswerStatus status, Optional<Bytes> digest) {
    assertEquals(
        200,
        post(
                "releases",
                gateway
                    .release(
                        request.header(),
                        Roots.requestRoot(request),
                        List.of(new ReleaseItem(status, digest)),
                        Bytes.sha256(Bytes.u32(9)))
                    .bytes())
            .statusCode());
  }

  private void awaitProjected() {
    long end = TestLog.end(kafka);
    Waiting.until("projection", () -> number("select next_offset from log_state") >= end);
  }

  /** Every row of the projection as text. */
  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    rows.addAll(query("select entry::text from entry order by leaf_index"));
    rows.addAll(query("select leaf::text from leaf order by leaf_index"));
    rows.addAll(query("select v::text from auditor_view v order by leaf_index"));
    rows.addAll(query("select s::text from entry_subject s order by lid, leaf_index, item_index"));
    return rows;
  }

  private long number(String sql) {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) {
    return query(sql).getFirst();
  }

  private String base64(String sql) {
    return transactions.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return Bytes.of(row.getBytes(1)).text();
      }
    });
  }

  private List<String> query(String sql) {
    return transactions.read(connection -> {
      List<String> found = new ArrayList<>();
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        while (row.next()) {
          found.add(String.valueOf(row.getString(1)));
        }
      }
      return found;
    });
  }
}
