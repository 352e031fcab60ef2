package jp.linkage.welfare.inquiry;

import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.protocol.header.ExchangeId;

/** Sends inquiries to other agencies; the way out of this service. */
public interface Exchanges {
  /** Asks, as a new exchange under this new id, and waits for the outcome. */
  InquiryOutcome ask(ExchangeId id, Inquiry inquiry);

  /** Takes an exchange up again under its id. */
  InquiryOutcome resume(ExchangeId exchangeId);

  /** Says, in the transaction that stores the answer, that it need not be had again. */
  void acknowledge(InquiryOutcome.Answered answered);
}
