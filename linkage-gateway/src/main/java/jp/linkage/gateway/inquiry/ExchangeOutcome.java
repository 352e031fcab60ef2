package jp.linkage.gateway.inquiry;

import jp.linkage.gateway.party.Failure;
import jp.linkage.protocol.json.Bytes;

/** What became of an exchange. */
sealed interface ExchangeOutcome {
  /**
   * It came to its end.
   *
   * @param response the bytes for the asking agency, the same every time
   */
  record Answered(Bytes response) implements ExchangeOutcome {}

  /** It was denied or refused, or a party could not be reached. */
  record Stopped(Failure failure) implements ExchangeOutcome {}
}
