package jp.linkage.audit.evidence;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static jp.linkage.protocol.manifest.TestParties.MIDORI_TAX;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.sql.DataSource;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.evidence.Check;
import jp.linkage.protocol.evidence.VerifyEvidence;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Bundles are verified as their reader does it: with the manifest's keys and the library alone. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class BundleResourceTest extends RunningService {
  TestGateway gateway;

  @Inject HeldManifest manifests;
  @Inject DataSource database;

  @Test
  void bundle_ofTwoExchanges_holdsAndHasEverything() throws IOException {
    String one = exchanged(AOBA_TAX);
    String other = exchanged(MIDORI_TAX);
    byte[] zip = made(auditor(), one, other);
    assertHolds(zip);
    Map<String, byte[]> files = files(zip);
    List<String> entries =
        files.keySet().stream().filter(name -> name.matches("entries/[0-9]+")).toList();
    assertEquals(4, entries.size(), "REQUEST and RELEASE of each");
    for (String entry : entries) {
      for (String with : List.of(".tlog-proof", ".opening.json", ".receipt.json")) {
        assertTrue(files.containsKey(entry + with), entry + with);
      }
    }
    assertEquals(4 * 4 + 4, files.size());
    String summary = new String(file(files, "summary.txt"), UTF_8);
    assertTrue(summary.contains(one) && summary.contains(other), summary);
  }

  @Test
  void bundle_sinceACheckpoint_provesThatTheLogGrewFromIt() {
    String before = exchanged(AOBA_TAX);
    made(auditor(), before);
    OutsideReader reader = new OutsideReader(manifests.current().manifest());
    SignedCheckpoint held = reader.checkpoint();
    long size = held.checkpoint().size();
    String after = exchanged(AOBA_TAX);
    Waiting.until("sealing", () -> ask(size, after).statusCode() != 503);
    byte[] zip = ask(size, after).asByteArray();
    List<Check> checks = since(zip, reader, held);
    assertTrue(checks.stream().allMatch(Check::passed), checks::toString);
    // that of another size proves nothing about it
    SignedCheckpoint newer = reader.checkpointOf(size + 1);
    assertFalse(since(zip, reader, newer).stream().allMatch(Check::passed));
    for (long none : List.of(0L, -1L)) {
      ask(none, after).then().statusCode(400).body("detail", containsString("$.since"));
    }
    ask(999_999_999L, after)
        .then()
        .statusCode(400)
        .body("detail", containsString("$.since: expected a size of at most "));
  }

  private static List<Check> since(byte[] zip, OutsideReader reader, SignedCheckpoint held) {
    return VerifyEvidence.verify(zip, LogTrust.of(reader.policy()), Optional.of(held));
  }

  private static Response ask(long since, String id) {
    return given()
        .header(Auditors.REASON_HEADER, Auditors.REASON)
        .auth()
        .oauth2(auditor())
        .contentType(ContentType.JSON)
        .body(Map.of("exchangeIds", List.of(id), "since", since))
        .post("/v1/bundles");
  }

  @Test
  void bundle_anyByteChanged_doesNotHold() {
    byte[] zip = made(auditor(), exchanged(AOBA_TAX));
    for (int at = 5; at < zip.length; at += 97) {
      byte[] changed = zip.clone();
      changed[at] ^= 1;
      assertFalse(holds(changed), "byte " + at);
    }
  }

  @Test
  void bundle_forAnAgencysAuditor_itsOwnExchangesWithoutTheLogsPseudonyms() throws IOException {
    String tax = exchanged(AOBA_TAX);
    String midori = exchanged(MIDORI_TAX);
    byte[] zip = made(own("aoba-tax"), tax);
    assertHolds(zip);
    assertTrue(files(zip).keySet().stream().noneMatch(name -> name.contains("opening")));
    assertTrue(files(zip).keySet().stream().anyMatch(name -> name.contains("receipt")));
    assertHolds(made(own("aoba-welfare"), tax, midori));
    ask(own("aoba-tax"), tax, midori)
        .then()
        .statusCode(404)
        .body("detail", containsString(midori))
        .body("detail", not(containsString(tax)));
  }

  @Test
  void bundle_ofUnknownOrTooManyOrRepeatedExchanges_isRefused() {
    String known = exchanged(AOBA_TAX);
    String unknown = TestGateway.newId().toString();
    ask(auditor(), known, unknown)
        .then()
        .statusCode(404)
        .body("detail", containsString("found 1 others: " + unknown));
    ask(auditor(), known, known).then().statusCode(400);
    ask(auditor()).then().statusCode(400);
    ask(auditor(), "1").then().statusCode(400);
    String[] many =
        Stream.generate(() -> TestGateway.newId().toString()).limit(1001).toArray(String[]::new);
    ask(auditor(), many).then().statusCode(400);
    for (String role : List.of("caseworker", "clerk", "operator")) {
      ask(StaffTokens.token(AuditResource.SERVICE, "official-1", role), known)
          .then()
          .statusCode(403);
    }
  }

  @Test
  void bundle_ofAsManyExchangesAsThereMayBe_isLoggedWithEachOfThem() {
    String[] ids =
        Stream.generate(() -> TestGateway.newId().toString()).limit(1000).toArray(String[]::new);
    ask(StaffTokens.token(AuditResource.SERVICE, "auditor-of-many", "auditor"), ids)
        .then()
        .statusCode(404);
    Auditors.auditor("overseer")
        .get("/v1/views?operation=make-bundle&limit=1")
        .then()
        .statusCode(200)
        .body("looks[0].parameters", is("{\"exchangeIds\":\"" + String.join(" ", ids) + "\"}"));
  }

  /** What somebody changed in the database is not given out under the log's signature. */
  @Test
  void bundle_ofARowThatWasChanged_isNotMade() throws SQLException {
    String id = exchanged(AOBA_TAX);
    made(auditor(), id);
    String where =
        " where leaf_index in (select leaf_index from entry where exchange_id = '" + id + "')";
    String flip = "update leaf set record = set_byte(record, 20, get_byte(record, 20) # 1)" + where;
    assertEquals(2, change(flip));
    try {
      ask(auditor(), id).then().statusCode(500);
    } finally {
      assertEquals(2, change(flip));
    }
    assertHolds(made(auditor(), id));
  }

  private int change(String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private byte[] made(String bearer, String... ids) {
    Waiting.until("sealing", () -> ask(bearer, ids).statusCode() != 503);
    Response response = ask(bearer, ids);
    assertEquals(200, response.statusCode(), response::asString);
    assertEquals("application/zip", response.contentType());
    return response.asByteArray();
  }

  private static Response ask(String bearer, String... ids) {
    return given()
        .header(Auditors.REASON_HEADER, Auditors.REASON)
        .auth()
        .oauth2(bearer)
        .contentType(ContentType.JSON)
        .body(Map.of("exchangeIds", List.of(ids)))
        .post("/v1/bundles");
  }

  private List<Check> checks(byte[] zip) {
    return VerifyEvidence.verify(zip, new OutsideReader(manifests.current().manifest()).policy());
  }

  private boolean holds(byte[] zip) {
    return checks(zip).stream().allMatch(Check::passed);
  }

  private void assertHolds(byte[] zip) {
    assertTrue(
        holds(zip),
        () -> checks(zip).stream().map(Check::line).reduce("", (all, line) -> all + line + "\n"));
  }

  private static Map<String, byte[]> files(byte[] zip) throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        files.put(entry.getName(), in.readAllBytes());
      }
    }
    return files;
  }

  private static byte[] file(Map<String, byte[]> files, String name) {
    return Optional.ofNullable(files.get(name)).orElseThrow();
  }

  /** An exchange that the log shows with both of its records. */
  private String exchanged(AgencyId provider) {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken token = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, provider, List.of(token), Terms.now().by("official-nine"));
    send(request);
    List<ReleaseItem> items =
        List.of(new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(1)))));
    Response released =
        post(
            "releases",
            gateway
                .release(
                    request.header(), Roots.requestRoot(request), items, Bytes.sha256(Bytes.u32(2)))
                .bytes());
    assertEquals(200, released.statusCode(), released::asString);
    String id = request.header().exchangeId().toString();
    Waiting.until(
        "projection",
        () -> {
          List<?> records = Auditors.auditor("auditor-1").get("/v1/entries/" + id).path("records");
          return records != null && records.size() == 2;
        });
    return id;
  }

  private static String auditor() {
    return StaffTokens.token(AuditResource.SERVICE, "auditor-1", "auditor");
  }

  private static String own(String agency) {
    return StaffTokens.agencyAuditor(AuditResource.SERVICE, agency);
  }
}
