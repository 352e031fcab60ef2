package jp.linkage.kit.person;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.linkage.kit.testing.LoopbackBrokers;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.RefusedBodies;
import jp.linkage.kit.testing.StaffTokens;
import jp.linkage.kit.testing.TestNumbers;
import jp.linkage.kit.testing.TestWorld;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@WithTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
@SuppressWarnings("NullAway.Init") // Quarkus gives the field its value before connect()
class PersonResourceTest {
  private static int lastNumber = 2000;

  private final String prefix = UUID.randomUUID().toString().substring(0, 8) + "-";

  TestWorld world;
  private LoopbackBrokers brokers;

  @BeforeEach
  void connect() {
    brokers = new LoopbackBrokers(world);
  }

  @AfterEach
  void disconnect() {
    brokers.close();
  }

  @Test
  void person_enrolledOnceAndAgain_isTheSame() {
    String number = registered();
    enrol("a", number).statusCode(200).body("outcome", is("enrolled"));
    enrol("a", number)
        .statusCode(200)
        .body("outcome", is("already-enrolled"))
        .body("addresseeNumber", is(prefix + "a"));
  }

  @Test
  void link_thatContradictsAnEarlierOne_isAConflict() {
    String number = registered();
    String another = registered();
    enrol("a", number).statusCode(200);
    enrol("a", another).statusCode(409).body("type", is("urn:linkage:problem:conflict"));
    enrol("b", number).statusCode(409).body("detail", containsString("紐付け誤り"));
    enrol("b", another).statusCode(200).body("outcome", is("enrolled"));
  }

  @Test
  void number_thatNobodyRegistered_isNotFoundAndNotRepeated() {
    String number = unregistered();
    enrol("a", number)
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:not-found"))
        .body("stage", is("inquirer"))
        .body("detail", not(containsString(number)));
  }

  @ParameterizedTest
  @CsvSource({"900000200001", "000000000000", "12345678901", "1234567890128x", "１２３４５６７８９０１８"})
  void number_thatBreaksARule_isNamedByTheRuleAndNotRepeated(String number) {
    enrol("a", number)
        .statusCode(422)
        .body("type", is("urn:linkage:problem:invalid-number"))
        .body("detail", not(containsString(number)));
  }

  @Test
  void body_changedAnywhere_isRefusedWithThePlace() throws IOException {
    byte[] valid =
        new ObjectMapper()
            .writeValueAsBytes(
                Map.of("addresseeNumber", prefix + "a", "myNumber", TestNumbers.numbered(1)));
    RefusedBodies.check(
        Stage.INQUIRER,
        valid,
        Set.of(),
        body -> clerk().contentType(ContentType.JSON).body(body).post("/v1/persons"));
  }

  @Test
  void enrolment_whileTheGatewayIsAway_canBeRepeated() {
    String number = registered();
    brokers.goAway();
    enrol("a", number)
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .body("type", is("urn:linkage:problem:gateway-unavailable"));
    brokers.comeBack();
    enrol("a", number).statusCode(200).body("outcome", is("enrolled"));
  }

  @Test
  void file_withRightAndWrongLines_enrolsTheRightOnes() {
    String first = registered();
    String second = registered();
    String id =
        send(
            "",
            line("a", first),
            line("b", unregistered()),
            line("c", "900000200001"),
            line("a b", second),
            line("d", second));
    progress(id)
        .body("state", is("completed"))
        .body("lines", is(5))
        .body("outcomes.enrolled", is(2))
        .body("outcomes.unknown-person", is(1))
        .body("outcomes.invalid", is(2));
    lines(id)
        .body("line", is(List.of(2, 3, 4, 5, 6)))
        .body(
            "outcome", is(List.of("enrolled", "unknown-person", "invalid", "invalid", "enrolled")))
        .body("[2].column", is("my_number"))
        .body("[3].column", is("addressee_no"));
    enrol("d", second).body("outcome", is("already-enrolled"));
  }

  @Test
  void file_aboutEnrolledPersons_isComparedUnlessToldOtherwise() {
    String number = registered();
    String another = registered();
    enrol("a", number).statusCode(200);
    enrol("b", another).statusCode(200);
    String mistaken = registered();
    String compared = send("", line("a", number), line("b", mistaken));
    progress(compared).body("state", is("completed")).body("outcomes.other-person", is(1));
    lines(compared)
        .body("outcome", is(List.of("already-enrolled", "other-person")))
        .body("[1].detail", containsString("紐付け誤り"));
    // nobody is asked about those who are enrolled
    brokers.goAway();
    String passedOver = send("?compare=false", line("a", number), line("b", mistaken));
    progress(passedOver).body("state", is("completed")).body("outcomes.already-enrolled", is(2));
    brokers.comeBack();
  }

  @Test
  void file_whileTheGatewayIsAway_isInterruptedAndCanBeSentAgain() {
    String number = registered();
    brokers.goAway();
    String interrupted = send("", line("a", number));
    progress(interrupted)
        .body("state", is("interrupted"))
        .body("reason", containsString("gateway-unavailable"))
        .body("outcomes.size()", is(0));
    brokers.comeBack();
    progress(send("", line("a", number))).body("outcomes.enrolled", is(1));
  }

  @Test
  void file_thatIsNotReadable_isRefusedAsAWhole() {
    clerk()
        .contentType("text/csv")
        .body("number,name\n1,2\n")
        .post("/v1/persons/import")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:import-invalid"))
        .body("detail", containsString("line 1"));
  }

  @Test
  void import_thatIsUnknown_isNotFound() {
    clerk().get("/v1/persons/import/" + UUID.randomUUID()).then().statusCode(404);
    clerk().get("/v1/persons/import/1").then().statusCode(400);
    clerk()
        .get("/v1/persons/import/" + UUID.randomUUID() + "/lines?limit=0")
        .then()
        .statusCode(400);
  }

  private String registered() {
    String number = unregistered();
    brokers.register(List.of(number));
    return number;
  }

  private static String unregistered() {
    return TestNumbers.numbered(++lastNumber);
  }

  private String line(String name, String number) {
    return prefix + name + "," + number;
  }

  private ValidatableResponse enrol(String name, String number) {
    return clerk()
        .contentType(ContentType.JSON)
        .body(Map.of("addresseeNumber", prefix + name, "myNumber", number))
        .post("/v1/persons")
        .then();
  }

  /** Sends a file and waits for its end. */
  private static String send(String query, String... lines) {
    String id =
        clerk()
            .contentType("text/csv")
            .body("addressee_no,my_number\n" + String.join("\n", lines) + "\n")
            .post("/v1/persons/import" + query)
            .then()
            .statusCode(202)
            .extract()
            .path("id");
    for (int i = 0; i < 600 && progress(id).extract().path("state").equals("running"); i++) {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return id;
  }

  private static ValidatableResponse progress(String id) {
    return clerk().get("/v1/persons/import/" + id).then().statusCode(200);
  }

  private static ValidatableResponse lines(String id) {
    return clerk().get("/v1/persons/import/" + id + "/lines").then().statusCode(200);
  }

  private static RequestSpecification clerk() {
    return given().auth().oauth2(StaffTokens.token("aoba-welfare", "clerk-1", "clerk"));
  }
}
