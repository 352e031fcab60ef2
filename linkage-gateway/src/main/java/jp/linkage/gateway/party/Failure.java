package jp.linkage.gateway.party;

import java.time.Duration;
import java.util.Optional;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;

/**
 * Why an exchange did not come to its end.
 *
 * @param type the row of the one table of problems
 * @param stage who failed
 * @param detail for the asking agency; never which check failed (protocol §5.2)
 * @param retryAfter how long to wait before the same request; empty when that cannot help
 */
public record Failure(ProblemType type, Stage stage, String detail, Optional<Duration> retryAfter) {
  /** The one answer to everything that does not verify (protocol §5.2). */
  public static Failure refused(Stage stage) {
    return new Failure(
        ProblemType.EXCHANGE_REFUSED,
        stage,
        "The exchange does not pass the checks.",
        Optional.empty());
  }
}
