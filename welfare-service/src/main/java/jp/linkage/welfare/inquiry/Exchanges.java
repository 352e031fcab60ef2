package jp.linkage.welfare.inquiry;

import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.protocol.header.ExchangeId;

/** Sends inquiries to other agencies; the way out of this service. */
public interface Exchanges {
  /** Asks, as a new exchange, and waits for the outcome. */
  InquiryOutcome ask(Inquiry inquiry);

  /** Takes an exchange up again under its id. */
  InquiryOutcome resume(ExchangeId exchangeId);
}
