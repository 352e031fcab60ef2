package jp.linkage.gateway.inquiry;

/** How far the gateway has come with an exchange. */
public enum ExchangeState {
  /** The conversion is stored; the answer is not there yet, and the same request resumes. */
  PENDING,
  /** The audit-service or the provider refused the last attempt; the same request may resume. */
  REFUSED,
  /** The response is stored, and is what every repetition gets. */
  COMPLETED,
  /** The permission table or the check of the header said no. */
  DENIED
}
