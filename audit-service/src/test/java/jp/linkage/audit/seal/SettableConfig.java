package jp.linkage.audit.seal;

import java.time.Duration;

/** The configuration of the service, of which a test overrides something. */
class SettableConfig implements SealConfig {
  private final SealConfig config;

  SettableConfig(SealConfig config) {
    this.config = config;
  }

  @Override
  public String checkpointTopic() {
    return config.checkpointTopic();
  }

  @Override
  public int batch() {
    return config.batch();
  }

  @Override
  public Duration gathering() {
    return config.gathering();
  }

  @Override
  public boolean catchUp() {
    return config.catchUp();
  }

  @Override
  public Duration maxLag() {
    return config.maxLag();
  }

  @Override
  public int checkTiles() {
    return config.checkTiles();
  }
}
