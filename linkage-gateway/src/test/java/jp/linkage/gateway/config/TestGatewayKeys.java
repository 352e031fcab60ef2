package jp.linkage.gateway.config;

import jp.linkage.protocol.keys.GatewayKeyFile;

/** The gateway's keys without a file. */
public final class TestGatewayKeys {
  private TestGatewayKeys() {}

  /** These keys. */
  public static GatewayKeys of(GatewayKeyFile keys) {
    return new GatewayKeys(keys);
  }
}
