package jp.linkage.kit.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.problem.Problem;

/** What became of an inquiry as a whole. */
public sealed interface InquiryOutcome {
  /** The id under which all parties recorded the exchange. */
  ExchangeId exchangeId();

  /**
   * The provider answered, and both the request and the release stand in the log. The answers were
   * opened only after every signature, receipt and root had been verified.
   *
   * @param subjects one outcome for each subject of the inquiry
   * @param proof where the log holds the exchange
   */
  record Answered(
      ExchangeId exchangeId, Map<AddresseeNumber, SubjectOutcome> subjects, LogProof proof)
      implements InquiryOutcome {
    public Answered {
      subjects = Map.copyOf(subjects);
    }

    /** Whether an answer to some subject still waits for a person at the provider. */
    public boolean deferred() {
      return subjects.values().stream().anyMatch(SubjectOutcome.Deferred.class::isInstance);
    }
  }

  /**
   * No subject could be asked about: none is enrolled at this agency. Nothing was sent.
   *
   * @param subjects each subject with {@link SubjectOutcome.NotEnrolled}
   */
  record NobodyToAskAbout(ExchangeId exchangeId, Map<AddresseeNumber, SubjectOutcome> subjects)
      implements InquiryOutcome {
    public NobodyToAskAbout {
      subjects = Map.copyOf(subjects);
    }
  }

  /** Refused: asking the same again gets the same refusal, if the refusal is genuine. */
  record Denied(ExchangeId exchangeId, Problem problem) implements InquiryOutcome {}

  /**
   * Not answered yet: {@link AskAgency#resume} takes the same exchange up again. Nobody has decided
   * anything.
   *
   * @param retryAfter how long to wait first
   */
  record Unavailable(ExchangeId exchangeId, Problem problem, Duration retryAfter)
      implements InquiryOutcome {}

  /**
   * The exchange can no longer be taken up (its validity ended, 命令41条3項, or it first reached the
   * gateway too late). The inquiry may be asked anew, as a new exchange.
   */
  record Lapsed(ExchangeId exchangeId, Problem problem) implements InquiryOutcome {}

  /**
   * Where the log holds an exchange.
   *
   * @param topicId the Kafka topic of the log
   * @param requestOffset leaf index of REQUEST (of DENY when the audit-service knew no subject)
   * @param requestedAt when the log took REQUEST
   * @param releaseOffset leaf index of RELEASE, or -1 when nothing was to be released
   * @param releasedAt when the log took RELEASE; {@code requestedAt} when nothing was released
   */
  record LogProof(
      java.util.UUID topicId,
      long requestOffset,
      Instant requestedAt,
      long releaseOffset,
      Instant releasedAt) {}
}
