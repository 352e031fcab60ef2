package jp.linkage.gateway.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import jp.linkage.gateway.config.GatewayKeys;
import jp.linkage.gateway.conversion.ReleaseAnswer;
import jp.linkage.gateway.party.Failure;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.protocol.assertion.Permit;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.ExchangeResponse;
import jp.linkage.protocol.message.QueryItem;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.problem.Stage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogReceipt;
import org.jboss.logging.Logger;

/**
 * The second half of a CONVERT: permit, M3, M4, and the release without which nothing is handed
 * over (protocol §4.7, §4.8, §5.1).
 */
@ApplicationScoped
class AskProvider {
  private static final Logger LOG = Logger.getLogger(AskProvider.class);

  private final GatewayKeys keys;
  private final AgencyJwts jwts;
  private final Provider provider;
  private final ReleaseAnswer releaseAnswer;
  private final Clock clock;

  AskProvider(
      GatewayKeys keys,
      AgencyJwts jwts,
      Provider provider,
      ReleaseAnswer releaseAnswer,
      Clock clock) {
    this.keys = keys;
    this.jwts = jwts;
    this.provider = provider;
    this.releaseAnswer = releaseAnswer;
    this.clock = clock;
  }

  /** Signs the permit (提供許可) for these rows of the table. */
  SignedAssertion permit(Admitted admitted, Decision.Permitted permitted) {
    return jwts.sign(
        Permit.of(admitted.header(), admitted.requestRoot(), permitted.rowIds(), clock.instant()),
        keys.signingKey());
  }

  /** Asks, has the answer released, and gives what may be handed over. */
  PartyReply<ExchangeResponse> ask(Admitted admitted, QueryMessage query) {
    ManifestAgency agency =
        admitted
            .manifest()
            .agency(admitted.header().toNamespace().agency())
            .orElseThrow(() -> new IllegalStateException("the permission was checked before"));
    return switch (provider.answer(agency, query)) {
      case PartyReply.Failed<AnswerMessage> failed -> new PartyReply.Failed<>(failed.failure());
      case PartyReply.Done<AnswerMessage> done -> {
        AnswerMessage answer = done.answer();
        try {
          require(admitted, query, answer, agency);
        } catch (ProtocolViolation e) {
          LOG.warnf(
              "exchange %s: the answer of %s does not hold: %s",
              admitted.header().exchangeId(), agency.id(), e.getMessage());
          yield new PartyReply.Failed<>(Failure.refused(Stage.PROVIDER));
        }
        yield release(admitted, query, answer);
      }
    };
  }

  private PartyReply<ExchangeResponse> release(
      Admitted admitted, QueryMessage query, AnswerMessage answer) {
    var request = ReleaseRequest.of(admitted.header(), answer);
    return switch (releaseAnswer.release(request, admitted.requestRoot(), admitted.manifest())) {
      case PartyReply.Failed<LogReceipt> failed -> new PartyReply.Failed<>(failed.failure());
      case PartyReply.Done<LogReceipt> receipt ->
          new PartyReply.Done<>(
              new ExchangeResponse(
                  answer.items(),
                  query.receipt(),
                  Optional.of(
                      new ExchangeResponse.Release(
                          answer.outcomes(), answer.assertion(), receipt.answer()))));
    };
  }

  /** σ_B over exactly these answers, and {@code unknown-person} exactly where AS rejected. */
  private void require(
      Admitted admitted, QueryMessage query, AnswerMessage answer, ManifestAgency agency) {
    for (int i = 0; i < query.items().size(); i++) {
      boolean rejected = query.items().get(i) instanceof QueryItem.UnknownPerson;
      if ((answer.items().get(i).status() == AnswerStatus.UNKNOWN_PERSON) != rejected) {
        throw new ProtocolViolation(
            Reason.MALFORMED_VALUE, "expected unknown-person exactly for the rejected items");
      }
    }
    jwts.verifyAnswer(
        answer.assertion(),
        admitted.header(),
        admitted.requestRoot(),
        Roots.answersRootOf(answer.items()),
        answer.outcomes(),
        agency.signingKey(),
        clock.instant());
  }
}
