package jp.linkage.protocol.tlog.audit;

import jp.linkage.protocol.tlog.checkpoint.TlogProof;

/** What a log shows of a record that it promised to have at an index. */
public sealed interface Finding {
  /**
   * The record is there.
   *
   * @param proof verified up to the root of the checkpoint
   */
  record Proven(TlogProof proof) implements Finding {}

  /** The tree of the checkpoint ends before the index. */
  record NotSealed() implements Finding {}

  /**
   * The signed tree has another record at the index: no later tree that grew from it can have the
   * promised one there.
   *
   * @param found what is there instead
   */
  record OtherRecord(String found) implements Finding {}

  /**
   * The tiles that are needed are missing or malformed, or do not lead to the signed root.
   *
   * @param found which and why
   */
  record NoProof(String found) implements Finding {}
}
