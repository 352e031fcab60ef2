package jp.linkage.kit.receipt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How this agency checks the log's receipts. */
@ConfigMapping(prefix = "linkage.receipts")
public interface ReceiptConfig {
  /** Where the log is, its tlog-tiles prefix; without it receipts are neither kept nor checked. */
  Optional<URI> logUrl();

  /** How often receipts that are due are looked for. */
  @WithDefault("5S")
  Duration checkEvery();

  /** How often the log is looked at although no receipt is due. */
  @WithDefault("1M")
  Duration lookEvery();

  /** How long after the maximum merge delay a missing proof becomes an alarm. */
  @WithDefault("20S")
  Duration grace();

  /** How long the log may be away before an alarm says that a receipt cannot be checked. */
  @WithDefault("5M")
  Duration uncheckedAfter();

  /** The longest wait for one answer of the log. */
  @WithDefault("10S")
  Duration timeout();

  /** Receipts that are checked at a time. */
  @WithDefault("500")
  int batch();
}
