package jp.linkage.audit.projection;

import static io.restassured.RestAssured.given;
import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.Auditors;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** What is answered while an operator has detached a month of records, with his commands. */
@QuarkusTest
@TestProfile(ArchivedMonthTest.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class ArchivedMonthTest extends RunningService {
  private static final String ATTACH =
      "alter table leaf attach partition leaf_2001_03"
          + " for values from ('2001-03-01Z') to ('2001-04-01Z')";

  @Inject Transactions transactions;

  TestGateway gateway;
  EmbeddedKafka kafka;
  Manifest manifest;

  /** A profile of its own starts the service anew. */
  public static class OwnLog implements QuarkusTestProfile {}

  @Test
  void month_detachedAndAttached_itsRecordsAreArchivedMeanwhileAndNothingElse() {
    String old = exchanged();
    String recent = exchanged();
    move(old, "2001-03-10Z");
    List<Integer> indexes =
        record(old).then().statusCode(200).extract().path("records.entry.leafIndex");
    String before = record(old).jsonPath().getString("records.record");
    assertEquals(200, entries(indexes.getLast()).statusCode());

    execute("alter table leaf detach partition leaf_2001_03 concurrently");

    Auditors.auditor("finds")
        .get("/v1/entries?exchangeId=" + old)
        .then()
        .statusCode(200)
        .body("entries.leafIndex.sort()", is(indexes))
        .body("entries.state", is(List.of("valid", "valid")));
    requireArchived(record(old));
    requireArchived(bundle(auditor(), old));
    requireArchived(bundle(auditor(), recent, old));
    requireArchived(entries(indexes.getLast()));
    // whoever may not see the exchange does not learn that it is archived
    bundle(StaffTokens.agencyAuditor(AuditResource.SERVICE, "midori-tax"), old)
        .then()
        .statusCode(404);
    // what needs no record of that month goes on
    record(recent).then().statusCode(200);
    bundle(auditor(), recent).then().statusCode(200);
    assertEquals(200, entries(indexes.getFirst() - 1L).statusCode());
    record(exchanged()).then().statusCode(200);
    OutsideReader outside = new OutsideReader(manifest);
    List<byte[]> leaves = TestLog.leaves(kafka);
    for (int index : indexes) {
      given().get("/log/v1/proofs/" + index).then().statusCode(200);
      outside.verifyInclusion(leaves.get(index), index, outside.checkpointOf(index + 1L));
    }

    execute(ATTACH);

    assertEquals(before, record(old).jsonPath().getString("records.record"));
    bundle(auditor(), recent, old).then().statusCode(200);
    assertEquals(200, entries(indexes.getLast()).statusCode());
  }

  @Test
  void rebuild_whileAMonthIsDetached_fillsItInAgainFromTheTopic() {
    String exchange = exchanged();
    String month = "leaf_" + YearMonth.now(ZoneOffset.UTC).toString().replace('-', '_');
    String attach =
        text(
            "select format('alter table leaf attach partition %s %s', c.relname,"
                + " pg_get_expr(c.relpartbound, c.oid)) from pg_class c where relname = '"
                + month
                + "'");
    execute("alter table leaf detach partition " + month + " concurrently");
    // the look itself is a record of this month
    record(exchange)
        .then()
        .statusCode(409)
        .body("detail", containsString(YearMonth.now(ZoneOffset.UTC).toString()));

    text("select rebuild_projection()::text");
    long end = TestLog.end(kafka);
    Waiting.until("projection", () -> number("select next_offset from log_state") >= end);

    record(exchange).then().statusCode(200);
    assertEquals(number("select size from log_state"), number("select count(*) from leaf"));
    assertEquals(
        number("select size from log_state"),
        number("select count(*) from leaf natural join entry"));
    // two tables of one month are never mixed
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> execute(attach));
    assertEquals(
        Optional.of("42P17"),
        Optional.ofNullable(refused.getCause())
            .map(SQLException.class::cast)
            .map(SQLException::getSQLState));
    execute("drop table " + month);
    record(exchanged()).then().statusCode(200);
  }

  /** What README.md tells operators, as it stands there. */
  @Test
  void readme_commandsOfAnOperator_listAndMoveAMonth() throws IOException {
    execute(
        "set allow_in_place_tablespaces = on",
        "create tablespace cold location ''",
        "reset allow_in_place_tablespaces");
    text("select add_leaf_month('2019-10-31T23:59:59Z')::text");
    execute("insert into leaf values (-1, '2019-10-05Z', 'a record')");
    String readme = Files.readString(Path.of("README.md"));
    List<String> blocks =
        Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL)
            .matcher(
                readme.substring(readme.indexOf("\n## Months of records\n")).split("\n## ", 3)[1])
            .results()
            .map(block -> block.group(1))
            .toList();
    assertEquals(2, blocks.size());
    execute(blocks.getLast().split(";\n"));
    assertEquals(
        "leaf_2019_10 cold",
        months(blocks.getFirst()).stream()
            .filter(month -> month.startsWith("leaf_2019_10 "))
            .findFirst()
            .orElse("none"));
    assertEquals(
        1,
        number(
            "select count(*) from pg_indexes"
                + " where tablename = 'leaf_2019_10' and tablespace = 'cold'"));
    assertEquals(1, number("select count(*) from leaf where logged_at < '2019-11-01Z'"));
    execute("delete from leaf where leaf_index = -1");
  }

  private static void requireArchived(Response response) {
    response
        .then()
        .statusCode(409)
        .header("Cache-Control", "no-store")
        .body("type", is("urn:linkage:problem:conflict"))
        .body("retryable", is(false))
        .body("stage", is("audit"))
        .body("detail", containsString("records of 2001-03 are archived"))
        .body("detail", not(containsString("-0000")));
  }

  private static Response record(String exchange) {
    return Auditors.auditor("reads").get("/v1/entries/" + exchange);
  }

  private static Response bundle(String bearer, String... exchanges) {
    return given()
        .header(Auditors.REASON_HEADER, Auditors.REASON)
        .auth()
        .oauth2(bearer)
        .contentType(ContentType.JSON)
        .body(Map.of("exchangeIds", List.of(exchanges)))
        .post("/v1/bundles");
  }

  /** All entries up to this one. */
  private static Response entries(long last) {
    return given().auth().oauth2(auditor()).get("/log/v1/tile/entries/000.p/" + (last + 1));
  }

  private static String auditor() {
    return StaffTokens.token(AuditResource.SERVICE, "auditor-1", StaffRole.AUDITOR);
  }

  /** As if the broker had logged it then. */
  private void move(String exchange, String then) {
    text("select add_leaf_month('" + then + "')::text");
    String where = " where leaf_index in (select leaf_index from entry where exchange_id = '%s')";
    execute(("update leaf set logged_at = '" + then + "'" + where).formatted(exchange));
    execute(("update entry set logged_at = '" + then + "'" + where).formatted(exchange));
  }

  private String exchanged() {
    String number = TestNumbers.next();
    gateway.register(List.of(number));
    PersonToken token = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(token), Terms.now());
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
    new OutsideReader(manifest).checkpointOf(TestLog.end(kafka));
    return request.header().exchangeId().toString();
  }

  /** The first and the last column of every row. */
  private List<String> months(String sql) {
    return transactions.read(connection -> {
      List<String> found = new ArrayList<>();
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        while (row.next()) {
          found.add(row.getString(1) + " " + row.getString(3));
        }
      }
      return found;
    });
  }

  private long number(String sql) {
    return Long.parseLong(text(sql));
  }

  private String text(String sql) {
    return transactions.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return String.valueOf(row.getString(1));
      }
    });
  }

  /** On one connection, outside of a transaction. */
  private void execute(String... statements) {
    var _ =
        transactions.read(connection -> {
          try (var statement = connection.createStatement()) {
            for (String sql : statements) {
              statement.execute(sql);
            }
            return statements.length;
          }
        });
  }
}
