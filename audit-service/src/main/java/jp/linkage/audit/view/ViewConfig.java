package jp.linkage.audit.view;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Queries of auditors. */
@ConfigMapping(prefix = "linkage.audit.view")
public interface ViewConfig {

  /**
   * How long a query waits until everything that was logged before it can be searched. Then it is
   * answered from what there is, and says so.
   */
  @WithDefault("1s")
  Duration patience();
}
