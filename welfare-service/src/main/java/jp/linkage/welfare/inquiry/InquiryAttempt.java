package jp.linkage.welfare.inquiry;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.exchange.InquiryOutcome.LogProof;
import jp.linkage.protocol.header.ExchangeId;

/**
 * An inquiry that was sent, or is to be sent, for an application.
 *
 * @param id of this attempt
 * @param exchangeId of the exchange, stored before anything is sent
 * @param problem why there is no answer, as the problem document that came (RFC 9457)
 * @param proof where the log holds the exchange
 */
public record InquiryAttempt(
    UUID id,
    PlannedInquiry planned,
    ExchangeId exchangeId,
    State state,
    Optional<Map<String, Object>> problem,
    Optional<LogProof> proof,
    Instant startedAt,
    Optional<Instant> endedAt) {

  /** What became of it. */
  public enum State {
    /** Under way, or given up by a process that died. */
    OPEN,
    ANSWERED,
    /** Answered, but for subjects that wait for a person at the provider. */
    DEFERRED,
    NOBODY_ENROLLED,
    DENIED,
    UNAVAILABLE,
    LAPSED;

    /** The name on the wire and in the database. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static State parse(String code) {
      return Arrays.stream(values()).filter(s -> s.code().equals(code)).findFirst().orElseThrow();
    }
  }

  /** Whether the same exchange is to be taken up again, rather than a new one made. */
  public boolean isResumable() {
    return state == State.DEFERRED || state == State.UNAVAILABLE || state == State.OPEN;
  }
}
