package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.interfaces.ECPrivateKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.keys.GatewayKeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The signed tokens of a real exchange, σ_A, the permit and σ_B, signed again: expired, of the
 * future, for somebody else, about something else, of another type, by another party. Signed with
 * the right keys where the fault is in what they say.
 */
@ExtendWith(WithRunningLinkage.class)
class TokenIT {
  private final RunningLinkage linkage;
  private final ECPrivateKey welfare;
  private final ECPrivateKey tax;
  private final ECPrivateKey otherTax;
  private final ECPrivateKey gateway;

  TokenIT(RunningLinkage linkage) {
    this.linkage = linkage;
    this.welfare = linkage.impostor(Processes.AOBA_WELFARE).signingKey();
    this.tax = linkage.impostor(Processes.AOBA_TAX).signingKey();
    this.otherTax = linkage.impostor(Processes.MIDORI_TAX).signingKey();
    this.gateway =
        GatewayKeyFile.read(
                linkage
                    .stack()
                    .data()
                    .resolve("keys")
                    .resolve(Processes.GATEWAY)
                    .resolve("keys.json"))
            .signingKey()
            .toKey();
  }

  @Test
  void requestAssertion_signedAgain_isRefusedByTheGateway() {
    resign(linkage.gateway(), KeptBack.M1, "assertion", welfare, List.of(otherTax, tax, gateway));
  }

  @Test
  void requestAssertion_signedAgain_isRefusedByTheAuditService() {
    resign(linkage.audit(), KeptBack.M2, "assertion", welfare, List.of(otherTax, tax, gateway));
  }

  @Test
  void requestAssertion_signedAgain_isRefusedByTheProvider() {
    resign(linkage.tax(), KeptBack.M3, "assertion", welfare, List.of(otherTax, tax, gateway));
  }

  @Test
  void permit_signedAgain_isRefusedByTheProvider() {
    resign(linkage.tax(), KeptBack.M3, "permit", gateway, List.of(otherTax, tax, welfare));
  }

  @Test
  void answerAssertion_signedAgain_isRefusedByTheAuditService() {
    resign(linkage.audit(), KeptBack.RELEASE, "assertion", tax, List.of(otherTax, welfare));
  }

  @Test
  void answerAssertion_signedAgain_isRefusedByTheGateway() {
    resignAnswer(linkage.tax(), KeptBack.M3);
  }

  @Test
  void answerAssertion_signedAgain_isRefusedByTheAskingAgency() {
    resignAnswer(linkage.gateway(), KeptBack.M1);
  }

  private void resign(
      Tap tap, String path, String field, ECPrivateKey own, List<ECPrivateKey> others) {
    KeptBack kept = KeptBack.from(linkage, tap, path);
    long log = linkage.log();
    long records = linkage.records(Processes.AOBA_TAX);
    var refusals = new Refusals();
    String seen = Json.read(kept.message().toArray()).path(field).asText();
    Tokens.variants(seen, own, others)
        .forEach((what, token) ->
            refusals.expect(what, kept.send(Json.with(kept.message().toArray(), field, token))));
    assertEquals(log, linkage.log(), "records of the log");
    assertEquals(records, linkage.records(Processes.AOBA_TAX), "records of the provider");
    refusals.assertAll(15);
    assertTrue(kept.send().succeeded());
    assertTrue(linkage.resume(kept.exchangeId()).succeeded());
  }

  private void resignAnswer(Tap tap, String path) {
    var refusals = new Refusals();
    Map<String, String> sample = variants(Seen.answer(linkage, tap, path));
    for (String what : sample.keySet()) {
      try (var _ =
          tap.intercept((to, target, message) -> {
            Answer answer = to.send(target, message);
            if (!target.equals(path)) {
              return answer;
            }
            String forged = Objects.requireNonNull(variants(answer.body().toArray()).get(what));
            return answer.withBody(Json.with(answer.body().toArray(), "assertion", forged));
          })) {
        refusals.expect(what, linkage.ask(linkage.taxpayer()));
      }
    }
    refusals.assertAll(15);
    refusals.assertOpenOneIsAnswered(linkage);
    linkage.askSuccessfully();
  }

  private Map<String, String> variants(byte[] answer) {
    return Tokens.variants(
        Json.read(answer).path("assertion").asText(), tax, List.of(otherTax, welfare, gateway));
  }
}
