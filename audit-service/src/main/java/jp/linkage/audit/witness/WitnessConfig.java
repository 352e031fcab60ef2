package jp.linkage.audit.witness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The witnesses of the log. */
@ConfigMapping(prefix = "linkage.audit.witness")
public interface WitnessConfig {
  /**
   * A policy file (docs/spec/audit-log.md §8) with the witnesses, the URL of each, and the quorum.
   * Without it no witness is asked.
   */
  Optional<Path> policy();

  /** How long to wait between two rounds: 1 to 5 seconds. */
  @WithDefault("1s")
  Duration every();

  /** The longest wait for one answer of a witness. */
  @WithDefault("1s")
  Duration timeout();

  /**
   * When a checkpoint that all witnesses have cosigned is shown to them again, while the log does
   * not grow: their times tell how old it is.
   */
  @WithDefault("30s")
  Duration repeat();

  /** After how long without a quorum the service counts as not ready. */
  @WithDefault("10m")
  Duration maxWithoutQuorum();
}
