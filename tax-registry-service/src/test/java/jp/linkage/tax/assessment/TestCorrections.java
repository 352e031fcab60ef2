package jp.linkage.tax.assessment;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import jp.linkage.tax.Clerk;

/** Corrections over REST as the tests make them. */
final class TestCorrections {
  static final String REVISIONS = "/v1/assessments/{addresseeNumber}/{year}/revisions";

  private TestCorrections() {}

  /** Records a correction, once. */
  static ValidatableResponse correct(String person, int year, Map<String, Object> body) {
    return correct(person, year, UUID.randomUUID().toString(), body);
  }

  static ValidatableResponse correct(
      String person, int year, String key, Map<String, Object> body) {
    return Clerk.clerk()
        .contentType(ContentType.JSON)
        .header("Idempotency-Key", key)
        .body(body)
        .post(REVISIONS, person, year)
        .then();
  }

  static Map<String, Object> body(int basedOn, TaxStatus status) {
    return body(basedOn, TestAssessments.content(status));
  }

  static Map<String, Object> body(int basedOn, AssessmentContent content) {
    var body = new LinkedHashMap<String, Object>();
    body.put("basedOnRevision", basedOn);
    body.put("reason", basedOn == 0 ? "initial" : "correction");
    body.put("taxStatus", content.status().id());
    body.put("addressOnJanuary1", content.address().id());
    if (!content.figures().isEmpty()) {
      body.put("figures", content.figures().toJson());
    }
    return body;
  }

  /** A person of whom nothing is on record. */
  static String newPerson() {
    return "A-" + UUID.randomUUID().toString().substring(0, 13);
  }
}
