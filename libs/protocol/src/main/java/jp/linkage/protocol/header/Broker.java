package jp.linkage.protocol.header;

/** The ids of the two brokers, in the manifest, in assertions and in proofs of possession. */
public final class Broker {
  /** The linkage-gateway. */
  public static final String GATEWAY = "linkage-gateway";

  /** The audit-service. */
  public static final String AUDIT = "audit-service";

  private Broker() {}
}
