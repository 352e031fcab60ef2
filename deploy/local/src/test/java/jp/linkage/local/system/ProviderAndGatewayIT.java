package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.local.people.Resident;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.Sum;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The provider and the gateway put everything together that they hold and see in a real exchange,
 * to open the asking agency's token (PROTOCOL.md §1).
 */
@ExtendWith(WithRunningLinkage.class)
class ProviderAndGatewayIT {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  private final RunningLinkage linkage;
  private final StolenKeys gateway;
  private final StolenKeys provider;

  ProviderAndGatewayIT(RunningLinkage linkage) {
    this.linkage = linkage;
    this.gateway = StolenKeys.of(linkage.stack(), Processes.GATEWAY);
    this.provider = StolenKeys.of(linkage.stack(), Processes.AOBA_TAX);
  }

  @Test
  void token_withAllThatProviderAndGatewayHold_staysClosed() {
    Impostor welfare = linkage.impostor(Processes.AOBA_WELFARE);
    Resident resident = linkage.taxpayer();
    PersonToken token = welfare.token(linkage.gateway(), resident.number());
    JsonNode item = item(exchange(welfare, token));
    Element r = point(item, "r");
    Element c = point(item, "c");
    Element s = point(item, "s");
    Element e = point(item, "e");
    Element f = point(item, "f");
    Element e2 = point(item, "e2");
    Element f2 = point(item, "f2");
    Scalar u = gateway.secret("u");
    Scalar y = provider.secret("y");
    Scalar back =
        gateway.share(Processes.AOBA_WELFARE).multiply(gateway.share(Processes.AOBA_TAX).invert());

    Element withoutU = sum(new Sum().plus(c).minus(u, r));
    Element withoutY = sum(new Sum().plus(f).minus(y, e));
    Element opened = sum(new Sum().plus(f2).minus(y, e2));
    var attempts = new ArrayList<Element>();
    attempts.add(c);
    attempts.add(withoutU);
    attempts.add(sum(new Sum().plus(c).minus(y, r)));
    attempts.add(sum(new Sum().plus(withoutU).minus(y, r)));
    attempts.add(withoutY);
    attempts.add(sum(new Sum().plus(back, withoutY)));
    attempts.add(sum(new Sum().plus(withoutY).minus(u, s)));
    attempts.add(sum(new Sum().plus(back, sum(new Sum().plus(withoutY).minus(u, s)))));
    attempts.add(opened);
    attempts.add(sum(new Sum().plus(back, opened)));
    for (Element attempt : attempts) {
      assertNotEquals(token.element(), attempt);
    }

    // The control: what they opened is the provider's own token, as it should be; and with the
    // audit-service's v, which they lack, the first of the attempts succeeds.
    PersonToken atProvider =
        linkage.impostor(Processes.AOBA_TAX).token(linkage.gateway(), resident.number());
    assertEquals(atProvider.element(), opened);
    Scalar v = StolenKeys.of(linkage.stack(), Processes.AUDIT).secret("v");
    assertEquals(token.element(), sum(new Sum().plus(withoutU).minus(v, r)));
  }

  /** A gateway that leaves the audit-service out: its own half in the place of the whole. */
  @Test
  void query_withoutTheStepOfTheAuditService_isRefusedByTheProvider() {
    KeptBack kept = KeptBack.from(linkage, linkage.tax(), KeptBack.M3);
    long records = linkage.records(Processes.AOBA_TAX);
    var refusals = new Refusals();

    ObjectNode half = (ObjectNode) Json.read(kept.message().toArray());
    ObjectNode item = (ObjectNode) half.path("items").path(0);
    item.set("e2", item.path("e"));
    item.set("f2", item.path("f"));
    refusals.expect("E, F as E2, F2", kept.send(Json.write(half)));
    item.set("proofS", item.path("proofB"));
    refusals.expect("with another proof", kept.send(Json.write(half)));
    item.remove(List.of("e2", "f2", "proofS"));
    refusals.expect("without E2, F2", kept.send(Json.write(half)));
    ObjectNode unlogged = (ObjectNode) Json.read(kept.message().toArray());
    unlogged.remove("receipt");
    refusals.expect("without a receipt", kept.send(Json.write(unlogged)));

    refusals.assertAll(4);
    assertEquals(records, linkage.records(Processes.AOBA_TAX));
    assertTrue(kept.send().succeeded());
  }

  private byte[] exchange(Impostor welfare, PersonToken token) {
    var seen = new ArrayList<byte[]>();
    try (var _ =
        linkage
            .tax()
            .intercept((to, path, message) -> {
              seen.add(message);
              return to.send(path, message);
            })) {
      Answer answer =
          linkage
              .gateway()
              .send(KeptBack.M1, welfare.sign(welfare.question(Processes.AOBA_TAX, token)).bytes());
      assertTrue(answer.succeeded(), answer::toString);
    }
    return seen.getFirst();
  }

  private static JsonNode item(byte[] m3) {
    return Json.read(m3).path("items").path(0);
  }

  private static Element point(JsonNode item, String name) {
    return Element.decode(Bytes.parse(item.path(name).asText()).toArray());
  }

  private static Element sum(Sum sum) {
    return GROUP.secretSum(sum);
  }
}
