package jp.linkage.kit.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;

/**
 * Checks that a resource refuses every change of {@link JsonMutations}: 400 {@code invalid-message}
 * with the service's stage, and with the place of what is wrong.
 */
public final class RefusedBodies {
  private RefusedBodies() {}

  /**
   * Sends all changed bodies.
   *
   * @param stage of the service
   * @param valid a body that would be accepted
   * @param optional paths of members that may be missing
   * @param send sends one body to the resource
   */
  public static void check(
      Stage stage, byte[] valid, Set<String> optional, Function<byte[], Response> send) {
    List<String> wrong = new ArrayList<>();
    List<JsonMutations.Mutation> mutations = JsonMutations.of(valid, optional);
    assertFalse(mutations.isEmpty());
    for (JsonMutations.Mutation mutation : mutations) {
      Response response = send.apply(mutation.body().toArray());
      if (!isRefusal(stage, mutation, response)) {
        wrong.add(mutation + " -> " + response.statusCode() + " " + response.asString());
      }
    }
    assertEquals(List.of(), wrong);
  }

  private static boolean isRefusal(
      Stage stage, JsonMutations.Mutation mutation, Response response) {
    return response.statusCode() == 400
        && response.contentType().equals(Problem.MEDIA_TYPE)
        && Problem.parse(response.asByteArray())
            .filter(problem -> problem.type() == ProblemType.INVALID_MESSAGE)
            .filter(problem -> problem.stage() == stage)
            .filter(problem -> mutation.isNamedBy(problem.detail()))
            .isPresent();
  }
}
