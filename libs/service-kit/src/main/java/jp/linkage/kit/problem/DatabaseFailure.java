package jp.linkage.kit.problem;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells a database that does not answer from a statement that is wrong. */
public final class DatabaseFailure {
  private static final int DEEPEST = 12;

  // PostgreSQL, Appendix A: 08 connection exception, 25006 a standby after a fail-over, 25P03 a
  // session that was ended for idling, 40 a rollback that asks for a retry, 53 insufficient
  // resources, 55P03 a lock that was not to be had in time, 57 the operator stopped the server or
  // a statement took too long, 58 and XX the server itself failed.
  private static final List<String> UNAVAILABLE =
      List.of("08", "25006", "25P03", "40", "53", "55P03", "57", "58", "XX");

  private DatabaseFailure() {}

  /** Whether trying again later can succeed, because the database could not do its part now. */
  public static boolean isUnavailable(Throwable failure) {
    return isUnavailable(failure, 0);
  }

  /** The causes, and what a failed commit or a failed batch says beside its cause. */
  private static boolean isUnavailable(@Nullable Throwable failure, int depth) {
    if (failure == null || depth == DEEPEST) {
      return false;
    }
    return isItself(failure)
        || isUnavailable(failure.getCause(), depth + 1)
        || beside(failure).anyMatch(other -> isUnavailable(other, depth + 1));
  }

  private static Stream<Throwable> beside(Throwable failure) {
    Stream<Throwable> suppressed = Arrays.stream(failure.getSuppressed());
    return failure instanceof SQLException sql && sql.getNextException() != null
        ? Stream.concat(suppressed, Stream.of(sql.getNextException()))
        : suppressed;
  }

  private static boolean isItself(Throwable failure) {
    if (!(failure instanceof SQLException sql)) {
      return failure instanceof ConnectException;
    }
    // Agroal gives its own failures, such as no connection in time, no state
    String state = sql.getSQLState();
    return state == null || UNAVAILABLE.stream().anyMatch(state::startsWith);
  }
}
