package jp.linkage.gateway.inquiry;

import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.gateway.config.GatewayConfig;
import jp.linkage.gateway.party.PartyHttp;
import jp.linkage.gateway.party.PartyReply;
import jp.linkage.kit.http.LinkageHttp;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.message.AnswerMessage;
import jp.linkage.protocol.message.Limits;
import jp.linkage.protocol.message.QueryMessage;
import jp.linkage.protocol.problem.Stage;

/** Providers at the endpoints that the manifest names. */
@ApplicationScoped
class ProviderHttp implements Provider {
  private final PartyHttp http;

  ProviderHttp(LinkageHttp http, GatewayConfig config) {
    this.http = new PartyHttp(http, Stage.PROVIDER, config.provider(), config.retryAfter());
  }

  @Override
  public PartyReply<AnswerMessage> answer(ManifestAgency agency, QueryMessage query) {
    return http.post(
        agency.endpoint(),
        "/linkage/v1/queries",
        query,
        query.items().size(),
        Limits.ANSWER_MESSAGE,
        body -> AnswerMessage.parse(body, query.header()));
  }
}
