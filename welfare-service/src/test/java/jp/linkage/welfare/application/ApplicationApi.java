package jp.linkage.welfare.application;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import jp.linkage.kit.testing.StaffTokens;

/** Calls of the applications' API as the tests make them. */
final class ApplicationApi {
  static final String PATH = "/v1/applications";

  private ApplicationApi() {}

  static RequestSpecification as(String subject, String role) {
    return given().auth().oauth2(StaffTokens.token("aoba-welfare", subject, role));
  }

  static ValidatableResponse submit(Map<String, Object> body) {
    return submit(body, UUID.randomUUID().toString());
  }

  static ValidatableResponse submit(Object body, String idempotencyKey) {
    return as("officer-1", "caseworker")
        .header("Idempotency-Key", idempotencyKey)
        .contentType(ContentType.JSON)
        .body(body)
        .post(PATH)
        .then();
  }

  static ValidatableResponse retry(String id) {
    return as("officer-2", "clerk").post(PATH + "/" + id + "/inquiries").then();
  }

  static ValidatableResponse read(String id) {
    return as("officer-2", "clerk").get(PATH + "/" + id).then();
  }
}
