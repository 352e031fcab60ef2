package jp.linkage.tax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.RefusedBodies;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.tax.assessment.Figure;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.assessment.TestAssessments;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Bodies of the staff API with one member that is not as the API description says. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class BodyFormTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void correction_changedAnywhere_isRefusedWithThePlaceAndNothingIsRecorded()
      throws JsonProcessingException {
    String person = "A-" + UUID.randomUUID().toString().substring(0, 13);
    var content = TestAssessments.content(TaxStatus.TAXED);
    byte[] valid =
        JSON.writeValueAsBytes(
            Map.of(
                "basedOnRevision",
                0,
                "reason",
                "initial",
                "note",
                "窓口",
                "taxStatus",
                content.status().id(),
                "addressOnJanuary1",
                content.address().id(),
                "figures",
                content.figures().toJson()));
    Set<String> optional =
        Stream.concat(
                Stream.of("$.note"),
                Stream.of(Figure.values())
                    .filter(figure -> !figure.required())
                    .map(figure -> "$.figures." + figure.jsonName()))
            .collect(Collectors.toSet());
    RefusedBodies.check(
        Stage.PROVIDER,
        valid,
        optional,
        body ->
            Clerk.clerk()
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post("/v1/assessments/{addresseeNumber}/2026/revisions", person));
    assertEquals(404, Clerk.clerk().get("/v1/assessments/" + person + "/2026").statusCode());
  }

  @Test
  void protection_changedAnywhere_isRefusedWithThePlace() throws JsonProcessingException {
    byte[] valid = JSON.writeValueAsBytes(Map.of("level", "not-disclosable", "reason", "支援措置"));
    RefusedBodies.check(
        Stage.PROVIDER,
        valid,
        Set.of(),
        body ->
            Clerk.clerk()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/persons/A-1/protection"));
    assertEquals(404, Clerk.clerk().get("/v1/persons/A-1/protection").statusCode());
  }

  @Test
  void release_changedAnywhere_isRefusedWithThePlace() throws JsonProcessingException {
    byte[] valid = JSON.writeValueAsBytes(Map.of("state", "released", "reason", "本人に確認済み"));
    RefusedBodies.check(
        Stage.PROVIDER,
        valid,
        Set.of(),
        body ->
            Clerk.clerk()
                .contentType(ContentType.JSON)
                .body(body)
                .put("/v1/releases/" + UUID.randomUUID()));
  }
}
