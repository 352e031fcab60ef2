package jp.linkage.tax.request;

import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.tax.Clerk;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
class MessageLimitTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/persons", "/linkage/v1/queries", "/v1/assessments/A-1/2026/revisions"})
  void message_largerThanAnyMessage_isRefused(String path) {
    Clerk.clerk()
        .header("Content-Type", "application/json")
        .header("Idempotency-Key", UUID.randomUUID().toString())
        .body(new byte[10 * 1024 * 1024 + 1])
        .post(path)
        .then()
        .statusCode(413)
        .contentType("application/problem+json")
        .body("type", is("urn:linkage:problem:too-large"))
        .body("detail", is("expected a body of at most 10485760 bytes"));
  }
}
