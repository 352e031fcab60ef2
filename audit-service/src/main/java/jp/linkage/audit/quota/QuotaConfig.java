package jp.linkage.audit.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Quotas of each agency on each replica. */
@ConfigMapping(prefix = "linkage.audit.quota")
public interface QuotaConfig {
  /** Items (persons asked about) a second, in the long run. */
  @WithDefault("2000")
  int itemsPerSecond();

  /** Items at once after a pause. */
  @WithDefault("20000")
  int itemsAtOnce();

  /** Denials a second, in the long run. A denial costs a record of the log, so they are few. */
  @WithDefault("20")
  int denialsPerSecond();

  /** Denials at once after a pause. */
  @WithDefault("500")
  int denialsAtOnce();
}
