package jp.linkage.tax.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How imports run. */
@ConfigMapping(prefix = "linkage.tax.imports")
public interface ImportConfig {
  /** The largest file, in bytes; at most what {@code quarkus.http.limits.max-body-size} lets in. */
  @WithDefault("268435456")
  long largestFile();

  /** How many lines are staged, or applied, in one transaction. */
  @WithDefault("1000")
  int batchLines();

  /** How many faults of a file are kept for reading; all are counted. */
  @WithDefault("10000")
  int keptFaults();

  /** How long a worker holds a job without a sign of progress, before another one may take it. */
  @WithDefault("30S")
  Duration lease();

  /** How often an idle worker looks for jobs that another one left. */
  @WithDefault("5S")
  Duration poll();

  /** After how many attempts without progress a job has failed. */
  @WithDefault("5")
  int attempts();
}
