package jp.linkage.gateway.inquiry;

import jp.linkage.protocol.json.Bytes;

/** What the gateway holds of an exchange whose id it has seen (protocol §5.3). */
sealed interface StoredExchange {
  /** The root that the exchange id is bound to. */
  Bytes requestRoot();

  /**
   * The gateway's step is done, the others may or may not be.
   *
   * @param step what the gateway made of the items, as it was and will be sent
   */
  record Pending(Bytes requestRoot, Bytes step) implements StoredExchange {}

  /**
   * All is done.
   *
   * @param response exactly as it was and will be handed over
   */
  record Completed(Bytes requestRoot, Bytes response) implements StoredExchange {}

  /**
   * Not permitted.
   *
   * @param reason what the caller was told
   */
  record Denied(Bytes requestRoot, String reason) implements StoredExchange {}
}
