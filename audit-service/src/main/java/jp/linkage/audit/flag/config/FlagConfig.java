package jp.linkage.audit.flag.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How the log is looked through for flags; from when on something is one, is in the file. */
@ConfigMapping(prefix = "linkage.audit.flags")
public interface FlagConfig {

  /** The operator's file of thresholds; without it, those that come with the service. */
  Optional<Path> file();

  /** Between two looks whether something new was logged. */
  @WithDefault("10s")
  Duration every();

  /** Records that are looked at in one transaction, at most. */
  @WithDefault("1000")
  int batch();
}
