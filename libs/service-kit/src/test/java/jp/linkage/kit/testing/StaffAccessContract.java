package jp.linkage.kit.testing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may not use the staff API of a service: checked at every operation that its own description
 * names, so that an operation that somebody adds is checked too.
 */
public abstract class StaffAccessContract {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private record Operation(String method, String path, String mediaType) {
    @Override
    public String toString() {
      return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
    }

    ValidatableResponse call(RequestSpecification request) {
      return request
          .contentType(mediaType)
          .request(method, path.replaceAll("\\{[^}]*}", "1"))
          .then();
    }
  }

  /** The id of the service that tokens are for. */
  protected abstract String service();

  /** A role that may use at least one operation. */
  protected abstract String role();

  /** The paths of the description that anybody may read, without a token. */
  protected Set<String> publicPaths() {
    return Set.of();
  }

  @TestFactory
  Stream<DynamicTest> operation_withoutToken_is401() {
    return operations().stream()
        .map(operation ->
            dynamicTest(
                operation.toString(), () -> requireNotAuthenticated(operation.call(request()))));
  }

  @TestFactory
  Stream<DynamicTest> operation_withATokenThatDoesNotVerify_is401() {
    Map<String, String> tokens = StaffTokens.thatDoNotVerify(service(), role());
    return operations().stream()
        .flatMap(operation ->
            tokens.entrySet().stream()
                .map(token ->
                    dynamicTest(
                        operation + " with a token " + token.getKey(),
                        () ->
                            requireNotAuthenticated(
                                operation.call(request().auth().oauth2(token.getValue()))))));
  }

  @TestFactory
  Stream<DynamicTest> operation_inARoleThatMayNothing_is403() {
    String token = StaffTokens.token(service(), "official-1", "nobody");
    return operations().stream()
        .map(operation ->
            dynamicTest(
                operation.toString(),
                () ->
                    operation
                        .call(request().auth().oauth2(token))
                        .statusCode(403)
                        .contentType("application/problem+json")
                        .body("type", is("urn:linkage:problem:role-not-allowed"))));
  }

  /** Or the tests above would pass because nobody at all is let in. */
  @TestFactory
  Stream<DynamicTest> someOperation_inTheRoleThatMayUseIt_isNotRefused() {
    String token = StaffTokens.token(service(), "official-1", role());
    List<Operation> open =
        operations().stream()
            .filter(operation ->
                !Set.of(401, 403)
                    .contains(
                        operation.call(request().auth().oauth2(token)).extract().statusCode()))
            .toList();
    assertFalse(open.isEmpty());
    return open.stream()
        .map(operation ->
            dynamicTest(
                operation.toString(),
                () ->
                    operation
                        .call(request().auth().oauth2(token))
                        .statusCode(not(oneOf(401, 403, 500)))));
  }

  private static void requireNotAuthenticated(ValidatableResponse response) {
    response
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Bearer")
        .body("type", is("urn:linkage:problem:not-authenticated"));
  }

  private static RequestSpecification request() {
    return given();
  }

  /** All but those of the protocol, which authenticate by what they carry, and the public ones. */
  private List<Operation> operations() {
    JsonPath description =
        given()
            .queryParam("format", "JSON")
            .get("/q/openapi")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    Map<String, Map<String, Object>> paths = description.getMap("paths");
    assertTrue(paths.keySet().containsAll(publicPaths()), "the public paths exist");
    var operations = new ArrayList<Operation>();
    paths.forEach((path, methods) -> {
      if (!path.startsWith("/linkage/") && !publicPaths().contains(path)) {
        methods.forEach((method, operation) -> {
          if (METHODS.contains(method)) {
            operations.add(new Operation(method, path, mediaType(operation)));
          }
        });
      }
    });
    assertFalse(operations.isEmpty());
    return operations;
  }

  private static String mediaType(Object operation) {
    return operation instanceof Map<?, ?> members
            && members.get("requestBody") instanceof Map<?, ?> body
            && body.get("content") instanceof Map<?, ?> content
        ? String.valueOf(content.keySet().iterator().next())
        : "application/json";
  }
}
