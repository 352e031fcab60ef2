package jp.linkage.audit.seal;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The sealer, which follows the log. */
@ConfigMapping(prefix = "linkage.audit.seal")
public interface SealConfig {
  /**
   * The topic of the published checkpoints: one partition, kept for ever. Who may create it, and
   * with how many replicas, is configured for both topics ({@code linkage.audit.log.*}).
   */
  @WithDefault("audit.checkpoints.v1")
  String checkpointTopic();

  /** Records in one transaction at most. */
  @WithDefault("4000")
  int batch();

  /**
   * How long the broker gathers records for a batch at most. A batch costs about the same whether
   * it has one record or fifty: a transaction, two signatures, an acknowledged checkpoint. Longer
   * gathering saves this, and a proof comes later: after half of the gathering on average, and what
   * a batch takes.
   */
  @WithDefault("20ms")
  Duration gathering();

  /**
   * Whether a database that is older than the published checkpoints may catch up: after it was
   * restored from a backup. Its records are read again and nothing is signed, until it has reached
   * the largest checkpoint with that checkpoint's root. Otherwise it is refused, as somebody may
   * have gone back to hide what came after. Switch it off again.
   */
  @WithDefault("false")
  boolean catchUp();

  /** How old a record may be that is not sealed, before the service counts as not ready. */
  @WithDefault("60s")
  Duration maxLag();

  /**
   * How many of the newest full tiles of level 0 are hashed again at the start, beside all tiles
   * above them: 8,192 are two million leaves, 64 MB, about a second. A full audit reads them all.
   */
  @WithDefault("8192")
  int checkTiles();
}
