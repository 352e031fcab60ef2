package jp.linkage.gateway.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.gateway.conversion.RecordConversion;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.message.AnswerItem;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.ExchangeResponse;
import jp.linkage.protocol.message.QueryItem;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.permission.Decision;
import jp.linkage.protocol.receipt.AnswerStatus;

/**
 * Everything after the gateway's own step is stored: M2, and what follows from its answer. Called
 * again for the same exchange, it sends the same M2; the others answer with what they stored.
 */
@ApplicationScoped
class CompleteExchange {
  private final RecordConversion recordConversion;
  private final AskProvider askProvider;

  CompleteExchange(RecordConversion recordConversion, AskProvider askProvider) {
    this.recordConversion = recordConversion;
    this.askProvider = askProvider;
  }

  /**
   * Completes the exchange.
   *
   * @param items the gateway's step, stored
   * @return the message for the asking agency
   */
  PartyReply<? extends WireMessage> complete(
      Admitted admitted, Decision.Permitted permitted, List<ConversionItem> items) {
    // σ_A may be another one than at first sight: it is outside of the root (protocol §5.3)
    var m2 = new ConversionRequest(admitted.header(), admitted.request().assertion(), items);
    var recorded = recordConversion.record(m2, admitted.requestRoot(), admitted.manifest());
    return switch (recorded) {
      case PartyReply.Failed<ConversionResponse> failed -> failed;
      case PartyReply.Done<ConversionResponse> done ->
          switch (admitted.header().type()) {
            case CONVERT -> convert(admitted, permitted, items, done.answer());
            case ENROL ->
                new PartyReply.Done<>(query(admitted, Optional.empty(), items, done.answer()));
            case REGISTER, READLOG -> done;
          };
    };
  }

  private PartyReply<ExchangeResponse> convert(
      Admitted admitted,
      Decision.Permitted permitted,
      List<ConversionItem> items,
      ConversionResponse response) {
    if (response.items().stream().allMatch(ConversionResult.UnknownPerson.class::isInstance)) {
      // Nobody to ask about: B learns nothing of it
      List<AnswerItem> unknown =
          response.items().stream()
              .map(_ -> AnswerItem.without(AnswerStatus.UNKNOWN_PERSON))
              .toList();
      return new PartyReply.Done<>(
          new ExchangeResponse(unknown, response.receipt(), Optional.empty()));
    }
    SignedAssertion permit = askProvider.permit(admitted, permitted);
    return askProvider.ask(admitted, query(admitted, Optional.of(permit), items, response));
  }

  private static QueryMessage query(
      Admitted admitted,
      Optional<SignedAssertion> permit,
      List<ConversionItem> items,
      ConversionResponse response) {
    List<QueryItem> queries = new ArrayList<>(items.size());
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof ConversionItem.Conversion conversion)) {
        throw new IllegalStateException("CONVERT and ENROL have conversions");
      }
      queries.add(query(admitted.request().items().get(i), conversion, response.items().get(i)));
    }
    return new QueryMessage(
        admitted.header(), admitted.request().assertion(), permit, response.receipt(), queries);
  }

  private static QueryItem query(
      RequestItem asked, ConversionItem.Conversion conversion, ConversionResult result) {
    return switch (result) {
      case ConversionResult.Converted converted ->
          asked instanceof RequestItem.Query query
              ? new QueryItem.Query(
                  query.subject(), query.query(), conversion.toAgency(), converted.step())
              : new QueryItem.Enrolment(
                  conversion.subject(),
                  conversion.queryDigest(),
                  conversion.toAgency(),
                  converted.step());
      case ConversionResult.UnknownPerson _ ->
          new QueryItem.UnknownPerson(
              conversion.subject(), conversion.queryDigest(), conversion.toAgency());
      case ConversionResult.Registered _,
          ConversionResult.AlreadyRegistered _,
          ConversionResult.Read _ ->
          throw new IllegalStateException("the reader refuses results of another type");
    };
  }
}
