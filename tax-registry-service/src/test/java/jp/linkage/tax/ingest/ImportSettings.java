package jp.linkage.tax.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Small batches and short waits, so that a file of some hundred lines has all that a large one has.
 */
public final class ImportSettings implements QuarkusTestResourceLifecycleManager {
  static final int BATCH_LINES = 100;
  static final int KEPT_FAULTS = 250;
  static final int LARGEST_FILE = 24 * 1024 * 1024;

  @Override
  public Map<String, String> start() {
    return Map.of(
        "linkage.tax.imports.batch-lines", String.valueOf(BATCH_LINES),
        "linkage.tax.imports.kept-faults", String.valueOf(KEPT_FAULTS),
        "linkage.tax.imports.largest-file", String.valueOf(LARGEST_FILE),
        "linkage.tax.imports.poll", "0.2S");
  }

  @Override
  public void stop() {}
}
