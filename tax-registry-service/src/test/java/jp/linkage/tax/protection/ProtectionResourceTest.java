package jp.linkage.tax.protection;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import jp.linkage.kit.staff.StaffPseudonyms;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.tax.Clerk;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class ProtectionResourceTest {
  private static final String PROTECTION = "/v1/persons/{addresseeNumber}/protection";

  private final String person = "P-" + UUID.randomUUID().toString().substring(0, 8);

  @Inject StaffPseudonyms pseudonyms;

  @Test
  void person_ofWhomNothingWasDecided_isNotProtected() {
    Clerk.clerk()
        .get(PROTECTION, person)
        .then()
        .statusCode(404)
        .body("type", is("urn:linkage:problem:not-found"));
    Clerk.clerk().get(PROTECTION + "/history", person).then().body("$", hasSize(0));
  }

  @Test
  void decisions_onAPerson_stayOnRecord() {
    protect("manual-release", "照会ごとに確認").statusCode(200);
    protect("not-disclosable", "支援措置").statusCode(200).body("level", is("not-disclosable"));
    protect("none", "支援措置の終了").statusCode(200);
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .get(PROTECTION + "/history", person)
        .then()
        .statusCode(200)
        .body("level", contains("none", "not-disclosable", "manual-release"))
        .body("[1].reason", is("支援措置"))
        .body("[1].decidedBy", is(pseudonyms.of(Clerk.OFFICIAL).value()));
    Clerk.clerk().get(PROTECTION, person).then().statusCode(200).body("level", is("none"));
  }

  @Test
  void sameDecision_again_changesNothing() {
    String first = protect("not-disclosable", "支援措置").extract().asString();
    protect("not-disclosable", "支援措置").statusCode(200);
    Clerk.clerk().get(PROTECTION + "/history", person).then().body("$", hasSize(1));
    Clerk.clerk().get(PROTECTION, person).then().body(is(first));
  }

  @ParameterizedTest
  @CsvSource({"hidden,支援措置,$.level", "none,'',reason"})
  void decision_ofAnotherForm_isRefused(String level, String reason, String path) {
    protect(level, reason).statusCode(400).body("detail", containsString(path));
  }

  @Test
  void agencyAuditor_mayNotDecide() {
    Clerk.as("auditor-1", StaffRole.AGENCY_AUDITOR)
        .contentType(ContentType.JSON)
        .body(Map.of("level", "none", "reason", "x"))
        .put(PROTECTION, person)
        .then()
        .statusCode(403)
        .body("type", is("urn:linkage:problem:role-not-allowed"));
  }

  private ValidatableResponse protect(String level, String reason) {
    return Clerk.clerk()
        .contentType(ContentType.JSON)
        .body(Map.of("level", level, "reason", reason))
        .put(PROTECTION, person)
        .then();
  }
}
