package jp.linkage.kit.receipt;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of the log's promise. */
enum ReceiptState {
  /** The log still has time. */
  PENDING,
  /** The log was away for so long that an alarm says so; nothing is known. */
  UNCHECKED,
  /** The log answers, and gives no proof. */
  BROKEN,
  /** The record is in the log. */
  PROVEN;

  /** As the table and the API write it. */
  String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ReceiptState> of(String value) {
    return Stream.of(values()).filter(state -> state.value().equals(value)).findFirst();
  }
}
