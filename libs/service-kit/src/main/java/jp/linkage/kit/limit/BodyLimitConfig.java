package jp.linkage.kit.limit;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** The most bytes of a request's body. */
@ConfigMapping(prefix = "linkage.body-limit")
public interface BodyLimitConfig {
  /** For every path that {@link #at} does not name. */
  @WithDefault("10M")
  MemorySize usual();

  /** By path, for those that take files. */
  Map<String, MemorySize> at();
}
