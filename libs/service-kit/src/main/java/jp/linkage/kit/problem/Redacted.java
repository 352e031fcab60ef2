package jp.linkage.kit.problem;

import org.jspecify.annotations.Nullable;

/**
 * An exception as the log may hold it: classes and places, without the messages. A message of a
 * library may quote a statement with its values or a piece of a body (protocol §5 rule 4).
 */
final class Redacted extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int DEEPEST = 8;

  private Redacted(Throwable original, @Nullable Throwable cause) {
    super(original.getClass().getName(), cause);
    setStackTrace(original.getStackTrace());
  }

  static Redacted of(Throwable original) {
    return of(original, 0);
  }

  private static Redacted of(Throwable original, int depth) {
    Throwable cause = original.getCause();
    return new Redacted(original, cause == null || depth == DEEPEST ? null : of(cause, depth + 1));
  }
}
