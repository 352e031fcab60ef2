package jp.linkage.tax.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jp.linkage.kit.staff.StaffPseudonyms;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.tax.Clerk;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.file.TestFiles;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
@QuarkusTestResource(ImportSettings.class)
class ImportResourceTest {
  private static final String CSV = "text/csv";
  private static final String WHOLE = "whole-file";
  private static final String VALID = "valid-lines";

  @Inject DataSource database;
  @Inject StaffPseudonyms pseudonyms;

  @TestHTTPResource URI address;

  @Test
  void csvFile_withoutFaults_isImportedWhole() {
    String prefix = newPrefix();
    JsonPath job = SentFile.imported(CSV, WHOLE, SentFile.of(prefix, 230));
    assertEquals("completed", job.getString("state"));
    assertEquals("csv", job.getString("format"));
    assertEquals(230, job.getInt("linesRead"));
    assertEquals(230, job.getInt("linesAccepted"));
    assertEquals(0, job.getInt("linesRejected"));
    assertEquals(230, job.getInt("linesApplied"));
    assertEquals(230, job.getInt("added"));
    assertEquals(0, job.getInt("changed") + job.getInt("unchanged") + job.getInt("errors"));
    SentFile.errors(job.getString("id")).body("items", hasSize(0));
    for (int person : List.of(1, 100, 101, 230)) {
      Clerk.clerk()
          .get("/v1/assessments/{addresseeNumber}/2026", prefix + "-" + person)
          .then()
          .statusCode(200)
          .body("revision", is(1))
          .body("reason", is("initial"))
          .body("figures.municipalIncomeLevy", is(98_400))
          .body("recordedBy", is(pseudonyms.of(Clerk.OFFICIAL).value()))
          .body("importId", is(job.getString("id")));
    }
    assertEquals(0, workingRows(job.getString("id")));
  }

  @Test
  void ndjsonFile_withEveryStatus_isImported() {
    String prefix = newPrefix();
    String file =
        Arrays.stream(TaxStatus.values())
            .map(status -> TestFiles.ndjsonLine(prefix + "-" + status.id().length(), 2026, status))
            .collect(Collectors.joining("\n", "\uFEFF", "\n"));
    JsonPath job = SentFile.imported("application/x-ndjson; charset=UTF-8", WHOLE, file);
    assertEquals("completed", job.getString("state"));
    assertEquals(TaxStatus.values().length, job.getInt("added"));
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026", prefix + "-" + "undeclared".length())
        .then()
        .body("taxStatus", is("undeclared"))
        .body("figures.size()", is(0));
  }

  static Stream<Arguments> faultyLines() {
    String taxed = TestFiles.csvLine("A-1", 2026, TaxStatus.TAXED);
    return Stream.of(
        Arguments.of("value", "municipal_income_levy", taxed.replace("98400", "9999x")),
        Arguments.of("value", "fiscal_year", taxed.replace("2026", "R8")),
        Arguments.of("value", "municipal_reduced_amount", exempted(taxed)),
        Arguments.of("cell-count", null, taxed + ",0"),
        Arguments.of("quoting", null, "\"" + taxed),
        Arguments.of("line-length", null, "9".repeat(70_000)));
  }

  /** Says that the person is exempted, and leaves the reduction at 0. */
  private static String exempted(String taxed) {
    List<String> head = List.of(TestFiles.CSV_HEAD.split(",", -1));
    String[] cells = taxed.split(",", -1);
    cells[head.indexOf("exempted_by_ordinance")] = "true";
    return String.join(",", cells);
  }

  @ParameterizedTest
  @MethodSource("faultyLines")
  void file_withOneFaultyLine_isRejectedAndNothingIsImported(
      String kind, String column, String line) {
    String prefix = newPrefix();
    JsonPath job = SentFile.imported(CSV, WHOLE, SentFile.of(prefix, 120) + "\n" + line);
    assertEquals("rejected", job.getString("state"));
    assertEquals(121, job.getInt("linesRead"));
    assertEquals(1, job.getInt("linesRejected"));
    assertEquals(0, job.getInt("linesApplied"));
    SentFile.errors(job.getString("id"))
        .body("items", hasSize(1))
        .body("items[0].line", is(122))
        .body("items[0].column", is(column))
        .body("items[0].kind", is(kind))
        .body("items[0].expected.length()", greaterThan(5))
        .body("items[0].expectedJa.length()", greaterThan(3))
        .body("toString()", not(containsString("9999")));
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026", prefix + "-1")
        .then()
        .statusCode(404);
    assertEquals(0, workingRows(job.getString("id")));
  }

  static Stream<Arguments> faultyFiles() {
    String file = SentFile.of("A", 2);
    byte[] shiftJis = file.replace("addressee_no", "宛名番号").getBytes(Charset.forName("windows-31j"));
    return Stream.of(
        Arguments.of("encoding", 1, shiftJis),
        Arguments.of("empty-file", 0, new byte[0]),
        Arguments.of("missing-column", 1, bytes(file.replaceFirst(",tax_status", ""))),
        Arguments.of("unknown-column", 1, bytes(file.replaceFirst("tax_status", "status"))),
        Arguments.of("repeated-column", 1, bytes(file.replaceFirst("\n", ",課税状態\n"))));
  }

  @ParameterizedTest
  @MethodSource("faultyFiles")
  void file_withAFaultOfItsOwn_isRejectedInBothModes(String kind, int line, byte[] file) {
    for (String mode : List.of(WHOLE, VALID)) {
      JsonPath job = SentFile.imported(CSV, mode, file);
      assertEquals("rejected", job.getString("state"));
      SentFile.errors(job.getString("id"))
          .body("items[0].kind", is(kind))
          .body("items[0].line", is(line));
    }
  }

  @Test
  void shiftJisFile_isRejectedWithItsNameAndTheByte() {
    byte[] file = bytes(SentFile.of(newPrefix(), 150) + "\n");
    byte[] line = "課税".getBytes(Charset.forName("windows-31j"));
    byte[] mixed = Arrays.copyOf(file, file.length + line.length);
    System.arraycopy(line, 0, mixed, file.length, line.length);
    JsonPath job = SentFile.imported(CSV, VALID, mixed);
    assertEquals("rejected", job.getString("state"));
    assertEquals(0, job.getInt("linesApplied"));
    SentFile.errors(job.getString("id"))
        .body("items", hasSize(1))
        .body("items[0].kind", is("encoding"))
        .body("items[0].line", is(152))
        .body("items[0].byteOffset", is(file.length))
        .body("items[0].expected", endsWith("looks like Shift_JIS"));
  }

  @Test
  void file_withSeveralFaultyLines_tellsThemAllInPages() {
    String file =
        SentFile.of(newPrefix(), 130)
            .replaceAll("(?m)(-(7|70|107),2026,taxed,municipality,)", "$1x")
            .replaceAll("(?m)-(9|90),2026", "-$1,26");
    String id = SentFile.imported(CSV, WHOLE, file).getString("id");
    List<Integer> lines = new ArrayList<>();
    String after = null;
    do {
      var request = Clerk.clerk().queryParam("limit", 2);
      if (after != null) {
        request.queryParam("after", after);
      }
      JsonPath page = request.get("/v1/imports/{id}/errors", id).jsonPath();
      assertTrue(page.getList("items").size() <= 2);
      lines.addAll(page.getList("items.line", Integer.class));
      after = page.getString("next");
    } while (after != null);
    assertEquals(List.of(8, 10, 71, 91, 108), lines);
  }

  @Test
  void file_withMoreFaultsThanAreKept_countsThemAll() {
    String file = SentFile.of(newPrefix(), 400).replace(",2026,", ",26,");
    JsonPath job = SentFile.imported(CSV, WHOLE, file);
    assertEquals(400, job.getInt("errors"));
    Clerk.clerk()
        .queryParam("limit", 1000)
        .get("/v1/imports/{id}/errors", job.getString("id"))
        .then()
        .body("items", hasSize(ImportSettings.KEPT_FAULTS))
        .body("next", nullValue());
  }

  @Test
  void file_withTwoLinesOfOnePersonAndYear_isRejectedNamingBothLines() {
    String prefix = newPrefix();
    String again = TestFiles.csvLine(prefix + "-3", 2026, TaxStatus.EXEMPT);
    String otherYear = TestFiles.csvLine(prefix + "-3", 2025, TaxStatus.EXEMPT);
    JsonPath job =
        SentFile.imported(CSV, WHOLE, SentFile.of(prefix, 110) + "\n" + otherYear + "\n" + again);
    assertEquals("rejected", job.getString("state"));
    assertEquals(2, job.getInt("linesRejected"));
    SentFile.errors(job.getString("id"))
        .body("items.kind", contains("duplicate", "duplicate"))
        .body("items.line", contains(4, 113))
        .body("items.otherLine", contains(113, 4));
  }

  @Test
  void validLines_ofAFileWithFaults_areImportedAndNoDuplicateIs() {
    String prefix = newPrefix();
    String file =
        SentFile.of(prefix, 110).replace(prefix + "-5,2026", prefix + "-5,26")
            + "\n"
            + TestFiles.csvLine(prefix + "-3", 2026, TaxStatus.EXEMPT);
    JsonPath job = SentFile.imported(CSV, VALID, file);
    assertEquals("completed", job.getString("state"));
    assertEquals(108, job.getInt("linesApplied"));
    assertEquals(3, job.getInt("linesRejected"));
    assertEquals(3, job.getInt("errors"));
    for (int wrong : List.of(3, 5)) {
      Clerk.clerk()
          .get("/v1/assessments/{addresseeNumber}", prefix + "-" + wrong)
          .then()
          .body("$", hasSize(0));
    }
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}", prefix + "-110")
        .then()
        .body("$", hasSize(1));
  }

  @Test
  void duplicate_ofAFaultyLine_isNotImportedEither() {
    String prefix = newPrefix();
    String faulty = TestFiles.csvLine(prefix + "-1", 2026, TaxStatus.TAXED).replace("98400", "x");
    JsonPath job = SentFile.imported(CSV, VALID, SentFile.of(prefix, 2) + "\n" + faulty);
    assertEquals(1, job.getInt("linesApplied"));
    SentFile.errors(job.getString("id"))
        .body("items.kind", contains("duplicate", "value", "duplicate"))
        .body("items.line", contains(2, 4, 4));
  }

  @Test
  void validLines_ofAFileWithoutAny_areRejected() {
    String file = SentFile.of(newPrefix(), 3).replace(",2026,", ",26,");
    assertEquals("rejected", SentFile.imported(CSV, VALID, file).getString("state"));
  }

  @Test
  void sameFile_sentAgain_isSaidAndNotImportedAgain() {
    String prefix = newPrefix();
    String file = SentFile.of(prefix, 3);
    String id = SentFile.imported(CSV, WHOLE, file).getString("id");
    SentFile.csv(file)
        .statusCode(200)
        .header("Location", endsWith("/v1/imports/" + id))
        .body("id", is(id))
        .body("sameFile", is(true))
        .body("state", is("completed"));
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026/history", prefix + "-1")
        .then()
        .body("items", hasSize(1));
  }

  @Test
  void rejectedFile_sentAgain_isValidatedAgain() {
    String file = SentFile.of(newPrefix(), 3) + "\nx";
    String first = SentFile.imported(CSV, WHOLE, file).getString("id");
    JsonPath second = SentFile.imported(CSV, VALID, file);
    assertTrue(!first.equals(second.getString("id")));
    assertEquals("completed", second.getString("state"));
  }

  @Test
  void nextFile_addsChangesAndLeavesAsItSays() {
    String prefix = newPrefix();
    SentFile.imported(CSV, WHOLE, SentFile.of(prefix, 120));
    String next =
        SentFile.of(prefix, 130).replaceAll("(?m)^(" + prefix + "-1?[12],.*),98400,", "$1,98300,");
    JsonPath job = SentFile.imported(CSV, WHOLE, next);
    assertEquals(10, job.getInt("added"));
    assertEquals(4, job.getInt("changed"));
    assertEquals(116, job.getInt("unchanged"));
    assertEquals(130, job.getInt("linesApplied"));
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026/history", prefix + "-11")
        .then()
        .body("items.revision", contains(2, 1))
        .body("items.reason", contains("correction", "initial"))
        .body("items.figures.municipalIncomeLevy", contains(98_300, 98_400));
  }

  @Test
  void imports_areListedTheLatestFirst() {
    String first = SentFile.imported(CSV, WHOLE, SentFile.of(newPrefix(), 1)).getString("id");
    String second = SentFile.imported(CSV, WHOLE, SentFile.of(newPrefix(), 1)).getString("id");
    JsonPath page = Clerk.clerk().queryParam("limit", 1).get("/v1/imports").jsonPath();
    assertEquals(List.of(second), page.getList("items.id"));
    Clerk.clerk()
        .queryParam("limit", 1)
        .queryParam("before", page.getString("next"))
        .get("/v1/imports")
        .then()
        .body("items.id", contains(first));
  }

  @Test
  void columns_areDescribedInBothLanguages() {
    Clerk.clerk()
        .get("/v1/imports/columns")
        .then()
        .statusCode(200)
        .body("find { it.name == 'municipal_income_levy' }.term", is("市町村民税 所得割額"))
        .body("find { it.name == 'municipal_income_levy' }.required", is(true))
        .body("find { it.name == 'salary_revenue' }.required", is(false))
        .body("name", hasItem("addressee_no"));
  }

  @Test
  void file_largerThanAllowed_isRefusedAndLeavesNothing() {
    int before = jobs();
    Clerk.clerk()
        .header("Content-Type", CSV)
        .body(new byte[ImportSettings.LARGEST_FILE + 1])
        .post("/v1/imports")
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:too-large"));
    assertEquals(before, jobs());
  }

  @Test
  void file_thatBreaksOff_leavesNothing() throws IOException {
    int before = jobs();
    byte[] half = bytes(SentFile.of(newPrefix(), 20_000));
    try (var socket = new Socket(address.getHost(), address.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /v1/imports HTTP/1.1\r\nHost: "
                  + address.getHost()
                  + "\r\nAuthorization: Bearer "
                  + StaffTokens.token(Clerk.AGENCY, Clerk.OFFICIAL, StaffRole.CLERK)
                  + "\r\nContent-Type: text/csv\r\nContent-Length: "
                  + 2 * half.length
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write(half);
      out.flush();
      waitFor(() -> jobs() == before + 1);
    }
    waitFor(() -> jobs() == before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json", "text/csv; charset=Shift_JIS"})
  void file_ofAnotherMediaType_isRefused(String type) {
    SentFile.send(type, WHOLE, bytes("x"))
        .statusCode(415)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:unsupported-media-type"));
  }

  @Test
  void parameters_ofAnotherForm_areRefused() {
    SentFile.send(CSV, "some-lines", bytes("x"))
        .statusCode(400)
        .body("detail", equalTo("mode: expected whole-file or valid-lines"));
    Clerk.clerk()
        .get("/v1/imports/1")
        .then()
        .statusCode(400)
        .body("detail", startsWith("id: expected a UUID"));
    Clerk.clerk()
        .queryParam("after", "x")
        .get("/v1/imports/{id}/errors", SentFile.imported(CSV, WHOLE, "x").getString("id"))
        .then()
        .statusCode(400)
        .body("detail", startsWith("after: expected"));
    Clerk.clerk()
        .get("/v1/imports/{id}", UUID.randomUUID())
        .then()
        .statusCode(404)
        .body("type", is("urn:linkage:problem:not-found"))
        .body("stage", is("provider"));
  }

  @Test
  void agencyAuditor_mayWatchButNotImport() {
    String id = SentFile.imported(CSV, WHOLE, SentFile.of(newPrefix(), 1)).getString("id");
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .get("/v1/imports/{id}", id)
        .then()
        .statusCode(200);
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .header("Content-Type", CSV)
        .body("x")
        .post("/v1/imports")
        .then()
        .statusCode(403)
        .body("type", is("urn:linkage:problem:role-not-allowed"));
    given().header("Content-Type", CSV).body("x").post("/v1/imports").then().statusCode(401);
  }

  @Test
  void hundredThousandLines_areImported() {
    List<TaxStatus> statuses = List.of(TaxStatus.values());
    String prefix = newPrefix();
    String file =
        IntStream.rangeClosed(1, 100_000)
            .mapToObj(
                i -> TestFiles.csvLine(prefix + "-" + i, 2026, statuses.get(i % statuses.size())))
            .collect(Collectors.joining("\n", TestFiles.CSV_HEAD + "\n", "\n"));
    JsonPath job = SentFile.imported(CSV, WHOLE, file);
    assertEquals("completed", job.getString("state"));
    assertEquals(100_000, job.getInt("added"));
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026", prefix + "-100000")
        .then()
        .statusCode(200);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String newPrefix() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static void waitFor(BooleanSupplier condition) {
    for (int i = 0; i < 600; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      SentFile.pause();
    }
    assertTrue(condition.getAsBoolean());
  }

  private int jobs() {
    return count("select count(*) from import_job");
  }

  /** What a finished import leaves of the file. */
  private int workingRows(String importId) {
    return count(
        "select (select count(*) from import_chunk where import_id = '%1$s')".formatted(importId)
            + " + (select count(*) from import_line where import_id = '%1$s')".formatted(importId));
  }

  private int count(String query) {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
