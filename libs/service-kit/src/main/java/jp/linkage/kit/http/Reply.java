package jp.linkage.kit.http;

import java.time.Duration;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.problem.Problem;

/** What came back for a message. */
public sealed interface Reply {
  /**
   * The other party did what it was asked.
   *
   * @param body JSON, not yet read
   */
  record Done(Bytes body) implements Reply {}

  /**
   * Some party refused or could not; {@link Problem#stage} tells which.
   *
   * @param retryAfter how long that party asks to wait; empty when it does not say
   */
  record Failed(Problem problem, Optional<Duration> retryAfter) implements Reply {}

  /**
   * There is no answer that can be understood.
   *
   * @param delivered whether the message may have arrived; false only when no connection was made
   * @param reason for the local log
   */
  record NoReply(boolean delivered, String reason) implements Reply {}
}
