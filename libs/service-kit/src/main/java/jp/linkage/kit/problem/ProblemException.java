package jp.linkage.kit.problem;

import java.time.Duration;
import java.util.Optional;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;

/** Ends a request with a problem document. For what the caller can cause or has to know. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Cause cause;
  private final transient Optional<Duration> retryAfter;

  private ProblemException(Cause cause, Optional<Duration> retryAfter, String message) {
    // no stack trace: it is an answer, not a fault
    super(message, null, false, false);
    this.cause = cause;
    this.retryAfter = retryAfter;
  }

  /**
   * A problem of this service.
   *
   * @param detail for the caller: what was expected, or what to do; never a token, a number, a name
   *     or a content
   */
  public ProblemException(ProblemType type, String detail) {
    this(new Own(type, detail), Optional.empty(), type.slug() + ": " + detail);
  }

  /** As above, with the time after which trying again makes sense. */
  public ProblemException(ProblemType type, String detail, Duration retryAfter) {
    this(new Own(type, detail), Optional.of(retryAfter), type.slug() + ": " + detail);
  }

  /** A problem that another party answered with, handed on as it is: that party failed. */
  public static ProblemException passOn(Problem problem, Optional<Duration> retryAfter) {
    return new ProblemException(
        new Others(problem), retryAfter, problem.type().slug() + " at " + problem.stage().id());
  }

  Cause problem() {
    return cause;
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Whose problem it is. */
  sealed interface Cause {}

  record Own(ProblemType type, String detail) implements Cause {}

  record Others(Problem problem) implements Cause {}
}
