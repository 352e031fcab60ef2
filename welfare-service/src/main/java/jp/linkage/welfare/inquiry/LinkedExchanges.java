package jp.linkage.welfare.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.kit.exchange.AskAgency;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.protocol.header.ExchangeId;

/** Sends inquiries by the linkage protocol. */
@ApplicationScoped
class LinkedExchanges implements Exchanges {
  private final AskAgency askAgency;

  LinkedExchanges(AskAgency askAgency) {
    this.askAgency = askAgency;
  }

  @Override
  public InquiryOutcome ask(ExchangeId id, Inquiry inquiry) {
    return askAgency.ask(id, inquiry);
  }

  @Override
  public InquiryOutcome resume(ExchangeId exchangeId) {
    return askAgency.resume(exchangeId);
  }

  @Override
  public void acknowledge(InquiryOutcome.Answered answered) {
    askAgency.acknowledge(answered);
  }
}
