package jp.linkage.tax.ingest;

/** Another worker took the job over: this one's transaction must not count. */
final class ClaimLost extends RuntimeException {
  ClaimLost() {
    super("another worker carries on");
  }
}
