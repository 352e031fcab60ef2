package jp.linkage.kit.steps;

import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * The answers to an inquiry, after everything was verified.
 *
 * @param items one per item, in order
 * @param requestReceipt the receipt of REQUEST; of DENY where nobody was in the registry
 * @param releaseReceipt the receipt of RELEASE; empty where nobody was in the registry
 */
public record VerifiedAnswers(
    List<OpenedAnswer> items, LogReceipt requestReceipt, Optional<LogReceipt> releaseReceipt) {
  public VerifiedAnswers {
    items = List.copyOf(items);
  }
}
