package jp.linkage.audit.exchange;

import jp.linkage.protocol.json.Bytes;

/** What binding an exchange id to a request root found (protocol §5 rule 3). */
public sealed interface Binding {
  /** The id is bound now, by the caller's transaction, which goes on and completes it. */
  record New() implements Binding {}

  /** The same request was answered before, with these bytes. */
  record Answered(Bytes response) implements Binding {}

  /** The id belongs to another request. */
  record Conflict() implements Binding {}

  /** The same request was answered, and the answer forgotten after it expired. */
  record Forgotten() implements Binding {}
}
