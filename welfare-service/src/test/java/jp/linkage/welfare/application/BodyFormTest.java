package jp.linkage.welfare.application;

import static jp.linkage.welfare.application.ApplicationBodies.adult;
import static jp.linkage.welfare.application.ApplicationBodies.body;
import static jp.linkage.welfare.application.ApplicationBodies.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.kit.testing.RefusedBodies;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** Bodies of the staff API with one member that is not as the API description says. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = "aoba-welfare"))
class BodyFormTest {
  @Test
  void application_changedAnywhere_isRefusedWithThePlace() throws JsonProcessingException {
    byte[] valid =
        new ObjectMapper()
            .writeValueAsBytes(
                body(
                    adult("F-1"),
                    Map.of("caseReference", "2026/1", "nonDisclosure", true),
                    member("F-2", "spouse", true, "999026")));
    RefusedBodies.check(
        Stage.INQUIRER,
        valid,
        Set.of("$.caseReference", "$.nonDisclosure", "$.household"),
        body ->
            ApplicationApi.as("officer-1", "caseworker")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType(ContentType.JSON)
                .body(body)
                .post(ApplicationApi.PATH));
  }

  @Test
  void inquiry_changedAnywhere_isRefusedWithThePlace() {
    byte[] valid =
        """
        {"provider":"aoba-tax","itemNumber":"144","affair":"disability-support-benefits",
         "procedure":"1","information":["municipal-tax"],"subjectRelation":"applicant",
         "consentReference":"consent-1","organisation":"障害福祉課","nonDisclosure":false,
         "caseReference":"own/1","subjects":[{"addresseeNumber":"F-1",
         "parameters":{"fiscalYear":"2026"}}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    RefusedBodies.check(
        Stage.INQUIRER,
        valid,
        Set.of(
            "$.consentReference",
            "$.organisation",
            "$.nonDisclosure",
            "$.subjects[0].parameters",
            "$.subjects[0].parameters.fiscalYear"),
        body ->
            ApplicationApi.as("officer-1", "caseworker")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/v1/inquiries"));
  }
}
