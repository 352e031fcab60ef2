package jp.linkage.kit.receipt;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jp.linkage.kit.database.OneReplica;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.record.RecordExchange;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a log can break its word ends in an alarm that names the exchange. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class CheckReceiptsTest {
  private static final Duration LATE = Duration.ofSeconds(16);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Duration AWAY = Duration.ofMinutes(1);

  @Inject RecordExchange records;
  @Inject HeldManifest manifests;
  @Inject OneReplica replica;
  @Inject ReceiptRows rows;
  @Inject CheckpointRows checkpoints;
  @Inject Verdicts verdicts;
  @Inject DataSource database;
  TestWorld world;

  private final Instant start = WireInstant.millis(Instant.now());
  private PlayedLog log;
  private CheckReceipts check;

  @BeforeEach
  void begin() throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "TRUNCATE log_receipt, log_checkpoint, log_alarm, log_note, exchange_record CASCADE");
    }
    log = new PlayedLog(world);
    check = restarted();
  }

  @AfterEach
  void end() {
    check.close();
    log.close();
  }

  /** A process that begins anew with what the database holds. */
  private CheckReceipts restarted() {
    return new CheckReceipts(
        new Settings(log.url()), manifests, replica, rows, checkpoints, verdicts);
  }

  private record Settings(URI url) implements ReceiptConfig {
    @Override
    public Optional<URI> logUrl() {
      return Optional.of(url);
    }

    @Override
    public Duration checkEvery() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration lookEvery() {
      return Duration.ofMinutes(1);
    }

    @Override
    public Duration grace() {
      return GRACE;
    }

    @Override
    public Duration uncheckedAfter() {
      return AWAY;
    }

    @Override
    public Duration timeout() {
      return Duration.ofSeconds(5);
    }

    @Override
    public int batch() {
      return 7;
    }
  }

  private Header header() {
    return TestHeaders.convert(manifests.current().hash(), 1);
  }

  private void record(Header header, LogReceipt receipt) {
    records.record(
        RecordExchange.Role.PROVIDER,
        header,
        List.of(new RecordExchange.Subject(Optional.of(new AddresseeNumber("W-1")), "provided")),
        Optional.of(start),
        "answered",
        Optional.of(receipt),
        Optional.empty());
  }

  /** An exchange whose record is in the log, sealed or not. */
  private Header exchange() {
    Header header = header();
    record(header, log.promise(header.exchangeId(), start));
    return header;
  }

  private JsonPath shown(Header header) {
    return operator("/v1/exchanges/" + header.exchangeId() + "/receipts")
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static ValidatableResponse operator(String path) {
    return given()
        .auth()
        .oauth2(StaffTokens.token("aoba-welfare", "operator-1", "operator"))
        .get(path)
        .then();
  }

  private void assertState(Header header, String state, String... alarms) {
    JsonPath shown = shown(header);
    assertEquals(List.of(state), shown.getList("receipts.state"));
    assertEquals(List.of(alarms), shown.getList("alarms.kind"), () -> shown.prettify());
    assertEquals(
        Arrays.stream(alarms).map(_ -> header.exchangeId().toString()).toList(),
        shown.getList("alarms.exchangeId"));
    assertTrue(
        operator("/v1/receipts?limit=1000&state=" + state)
            .statusCode(200)
            .extract()
            .jsonPath()
            .getList("items.exchangeId")
            .contains(header.exchangeId().toString()));
  }

  private static List<String> logAlarms() {
    return operator("/v1/log-alarms")
        .statusCode(200)
        .extract()
        .jsonPath()
        .<Map<String, Object>>getList("items")
        .stream()
        .filter(alarm -> !alarm.containsKey("exchangeId"))
        .map(alarm -> String.valueOf(alarm.get("kind")))
        .toList();
  }

  @Test
  void honestLog_isProvenByProofsThatAnybodyCanVerify() {
    log.append(300);
    List<Header> exchanges = Stream.generate(this::exchange).limit(20).toList();
    log.append(3);
    log.seal();
    exchanges.forEach(header -> assertState(header, "pending"));
    check.pass(start.plusSeconds(1));
    var policy = TrustPolicy.unwitnessed(manifests.current().manifest().audit().logVerifierKeys());
    for (Header header : exchanges) {
      assertState(header, "proven");
      JsonPath shown = shown(header);
      LogReceipt receipt = LogReceipt.parse(json(shown, "receipts[0].receipt").getBytes(UTF_8));
      TlogProof proof = TlogProof.parse(shown.getString("receipts[0].proof").getBytes(UTF_8));
      assertEquals(receipt.offset(), proof.index());
      proof.verify(MerkleTree.leafHash(receipt.leaf().toArray()), policy);
    }
    // all of them, in batches of 7, under one checkpoint, with every tile read once
    assertEquals(
        List.of("checkpoint", "tile/0/001.p/67", "tile/1/000.p/1"),
        log.asked().stream().sorted().toList());
    check.pass(start.plusSeconds(2));
    assertEquals(3, log.asked().size(), "nothing is due");
    assertEquals(List.of(), logAlarms());
  }

  private static String json(JsonPath shown, String path) {
    try {
      return new ObjectMapper().writeValueAsString(shown.getMap(path));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void keptReceipt_isTheReceipt() {
    LogReceipt receipt = log.promise(header().exchangeId(), start);
    assertEquals(receipt, KeptReceipt.parse(KeptReceipt.of(receipt)));
  }

  @Test
  void record_changedLater_keepsWhatWasPromisedBefore() {
    Header header = header();
    record(header, log.promise(header.exchangeId(), start));
    record(header, log.promise(header.exchangeId(), start));
    // as when somebody forges a denial
    records.record(
        RecordExchange.Role.PROVIDER,
        header,
        List.of(new RecordExchange.Subject(Optional.empty(), "denied")),
        Optional.empty(),
        "not-permitted",
        Optional.empty(),
        Optional.empty());
    log.seal();
    check.pass(start.plusSeconds(1));
    assertEquals(List.of("proven", "proven"), shown(header).getList("receipts.state"));
  }

  @Test
  void lateSealing_isBrokenAndThenProvenWithTheAlarmSettled() {
    log.append(5);
    log.seal();
    Header header = exchange();
    check.pass(start.plusSeconds(1));
    check.pass(start.plusSeconds(14));
    assertState(header, "pending");
    check.pass(start.plus(LATE));
    assertState(header, "broken", "not-sealed");
    assertEquals("a signed tree of 5 entries", shown(header).getString("alarms[0].found"));
    check.pass(start.plus(LATE).plusSeconds(60));
    assertState(header, "broken", "not-sealed");
    log.seal();
    check.pass(start.plus(LATE).plusSeconds(600));
    assertState(header, "proven", "not-sealed");
    assertFalse(shown(header).getString("alarms[0].settledAt").isEmpty());
  }

  @Test
  void treeWithoutTheRecord_isBrokenAtOnce() {
    log.append(9);
    Header header = header();
    record(header, log.promise(header.exchangeId(), start, 9));
    log.append(3);
    SignedCheckpoint signed = log.seal();
    check.pass(start.plusSeconds(1));
    assertState(header, "broken", "other-record");
    assertEquals(
        new String(signed.bytes(), UTF_8), shown(header).getString("alarms[0].shownCheckpoint"));
  }

  @Test
  void recordAtAnotherIndex_isBrokenAtOnceAndNamesTheIndex() {
    log.append(4);
    Header header = header();
    LogReceipt receipt = log.promise(header.exchangeId(), start, 4);
    record(header, receipt);
    log.append(2);
    log.append(receipt.leaf().toArray());
    log.seal();
    check.pass(start.plusSeconds(1));
    assertState(header, "broken", "other-record");
    assertTrue(shown(header).getString("alarms[0].found").endsWith("the promised one at index 6"));
  }

  @Test
  void forkedTree_isKnownAfterARestartAndConvictsTheLogByBothNotes() {
    log.append(20);
    SignedCheckpoint before = log.seal();
    check.pass(start.plusSeconds(1));
    log.rewrite(3, new byte[] {1});
    Header header = exchange();
    SignedCheckpoint forked = log.seal();
    check = restarted();
    check.pass(start.plusSeconds(3));
    assertEquals(List.of("inconsistent"), logAlarms());
    assertState(header, "pending");
    check.pass(start.plus(LATE));
    assertState(header, "broken", "inconsistent");
    JsonPath shown = shown(header);
    assertEquals(new String(before.bytes(), UTF_8), shown.getString("alarms[0].heldCheckpoint"));
    assertEquals(new String(forked.bytes(), UTF_8), shown.getString("alarms[0].shownCheckpoint"));
  }

  @Test
  void olderTree_isNoticedAfterARestartAndNamesWhatWasProvenToo() {
    log.append(20);
    Header proven = exchange();
    log.seal();
    check.pass(start.plusSeconds(1));
    assertState(proven, "proven");
    log.cutTo(20);
    Header header = exchange();
    log.cutTo(20);
    log.seal();
    check = restarted();
    check.pass(start.plusSeconds(61));
    check.pass(start.plusSeconds(61).plus(LATE));
    assertState(header, "broken", "rolled-back");
    assertState(proven, "proven", "rolled-back");
    assertEquals(List.of("rolled-back"), logAlarms());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void checkpointByOneKeyOnly_isBrokenAfterTheGrace(int key) {
    Header header = exchange();
    log.sealWithOneKey(key);
    check.pass(start.plusSeconds(1));
    assertState(header, "pending");
    check.pass(start.plus(LATE));
    assertState(header, "broken", "no-checkpoint");
    log.seal();
    check.pass(start.plus(LATE).plusSeconds(60));
    assertState(header, "proven", "no-checkpoint");
  }

  @Test
  void truncatedTile_isBrokenAfterTheGraceAndProvenWhenItIsBack() {
    log.append(300);
    Header header = exchange();
    log.seal();
    byte[] tile = log.file("tile/0/001.p/45");
    log.put("tile/0/001.p/45", Arrays.copyOf(tile, tile.length - 32));
    check.pass(start.plusSeconds(1));
    assertState(header, "pending");
    check.pass(start.plus(LATE));
    assertState(header, "broken", "no-proof");
    log.put("tile/0/001.p/45", tile);
    check.pass(start.plus(LATE).plusSeconds(600));
    assertState(header, "proven", "no-proof");
  }

  @Test
  void logThatIsAway_isNoBrokenPromiseButUncheckedAfterItsTime() {
    Header header = exchange();
    log.failWith(503);
    for (int seconds : new int[] {1, 5, 30, 69}) {
      check.pass(start.plusSeconds(seconds));
      assertState(header, "pending");
    }
    int asked = log.asked().size();
    check.pass(start.plusSeconds(70));
    assertEquals(asked, log.asked().size(), "it is asked less and less often");
    check.pass(start.plusSeconds(110));
    assertState(header, "unchecked", "unreachable");
    log.failWith(0);
    log.seal();
    check.pass(start.plusSeconds(300));
    assertState(header, "proven", "unreachable");
  }

  @Test
  void secondReplica_doesNotDoTheWorkThatTheFirstDoes() throws Exception {
    exchange();
    log.seal();
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    log.onRequest(() -> {
      inside.countDown();
      try {
        assertTrue(goOn.await(20, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    Thread first = Thread.ofVirtual().start(() -> check.pass(start.plusSeconds(1)));
    assertTrue(inside.await(20, TimeUnit.SECONDS));
    CheckReceipts second = restarted();
    second.pass(start.plusSeconds(1));
    assertEquals(List.of("checkpoint"), log.asked());
    goOn.countDown();
    first.join();
    second.pass(start.plusSeconds(2));
    second.close();
  }

  @Test
  void receiptsApi_isForTheStaffThatMayOnly() {
    for (String path : List.of("/v1/receipts?state=broken", "/v1/log-alarms")) {
      operator(path).statusCode(200);
      given()
          .auth()
          .oauth2(StaffTokens.token("aoba-welfare", "clerk-1", "clerk"))
          .get(path)
          .then()
          .statusCode(403);
    }
    operator("/v1/receipts").statusCode(400);
    operator("/v1/receipts?state=lost").statusCode(400);
    operator("/v1/exchanges/1/receipts").statusCode(400);
    operator("/v1/exchanges/" + header().exchangeId() + "/receipts").statusCode(404);
  }

  @Test
  void list_isPagedFromTheNewestPlace() {
    for (int i = 0; i < 5; i++) {
      exchange();
    }
    JsonPath first = operator("/v1/receipts?state=pending&limit=3").extract().jsonPath();
    assertEquals(List.of(4, 3, 2), first.getList("items.offset"));
    JsonPath second =
        operator("/v1/receipts?state=pending&limit=3&before=" + first.getString("next"))
            .extract()
            .jsonPath();
    assertEquals(List.of(1, 0), second.getList("items.offset"));
  }
}
