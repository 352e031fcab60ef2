package jp.linkage.kit.receipt;

import java.util.Locale;

/** What is wrong. */
enum AlarmKind {
  /** The signed tree still ends before the record's place. */
  NOT_SEALED("a tree that has the record"),
  /** The signed tree has another record there. */
  OTHER_RECORD("the promised record"),
  /** Tiles are missing or do not lead to the signed root. */
  NO_PROOF("tiles that lead from the record to the signed root"),
  /** There is no checkpoint, or it is not signed by every key of the log. */
  NO_CHECKPOINT("a checkpoint signed by every key of the log"),
  /** The log shows a smaller tree than before. */
  ROLLED_BACK("a tree of no fewer entries than before"),
  /** The log's tree did not grow from the one that it showed before. */
  INCONSISTENT("a tree that grew from the one before"),
  /** The log is away: nothing is known. */
  UNREACHABLE("a log that answers");

  private final String expected;

  AlarmKind(String expected) {
    this.expected = expected;
  }

  String expected() {
    return expected;
  }

  /** As the table and the API write it. */
  String value() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
