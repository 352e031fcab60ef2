package jp.linkage.gateway.network;

import java.util.function.UnaryOperator;

/** What goes wrong with the next call of a party. */
public sealed interface Fault {
  /** 503 before anything is done. */
  record Unavailable() implements Fault {}

  /** The step is done, and the answer is lost on its way: 503. */
  record AnswerLost() implements Fault {}

  /** No answer for longer than anybody waits. */
  record Silence() implements Fault {}

  /** The connection is closed without an answer, before anything is done. */
  record Disconnect() implements Fault {}

  /** 500, as for an error that nobody foresaw. */
  record Crash() implements Fault {}

  /** 403, as for a proof that fails. */
  record Refused() implements Fault {}

  /** The step is done, and somebody changes the answer on its way. */
  record Changed(UnaryOperator<byte[]> change) implements Fault {}
}
