package jp.linkage.audit.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Period;

/** How long what records hide can be opened. */
@ConfigMapping(prefix = "linkage.audit.retention")
public interface RetentionConfig {

  /** From the end of a month, in UTC, until its key is destroyed; at least a month. */
  @WithDefault("P7Y")
  Period keep();

  /** Allows to keep less than the seven years of the law: what was destroyed is gone for ever. */
  @WithDefault("false")
  boolean allowShorter();

  /** Between two looks whether a month is due. */
  @WithDefault("1h")
  Duration every();
}
