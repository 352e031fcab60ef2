package jp.linkage.audit.projection;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The projection of the log into the database. */
@ConfigMapping(prefix = "linkage.audit.projection")
public interface ProjectionConfig {
  /** Records in one transaction at most. */
  @WithDefault("1000")
  int batch();

  /** How old a record may be that is not projected, before the service counts as not ready. */
  @WithDefault("60s")
  Duration maxLag();
}
