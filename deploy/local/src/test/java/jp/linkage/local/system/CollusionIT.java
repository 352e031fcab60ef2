package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.local.people.Resident;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Scalar;
import jp.linkage.protocol.crypto.Sum;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Agencies that put their keys and tokens together, against the running services: to join their
 * databases without a conversion that the log holds, and to test many guesses with one that it
 * holds (PROTOCOL.md §1).
 */
@ExtendWith(WithRunningLinkage.class)
class CollusionIT {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  private final RunningLinkage linkage;
  private final Impostor welfare;
  private final Impostor tax;
  private final List<Resident> residents;
  private long log;
  private long records;

  CollusionIT(RunningLinkage linkage) {
    this.linkage = linkage;
    this.welfare = linkage.impostor(Processes.AOBA_WELFARE);
    this.tax = linkage.impostor(Processes.AOBA_TAX);
    this.residents = List.of(linkage.taxpayer(), linkage.taxpayer(), linkage.taxpayer());
  }

  @BeforeEach
  void count() {
    log = linkage.log();
    records = linkage.records(Processes.AOBA_TAX);
  }

  /** The control: the same steps with an honest token give an answer. */
  @Test
  void question_aboutTheAgencysOwnToken_isAnswered() {
    Answer answer = ask(welfare.question(Processes.AOBA_TAX, tokens(welfare).getFirst()));
    assertEquals("answered", answer.json().path("items").path(0).path("status").asText());
    assertEquals(records + 1, linkage.records(Processes.AOBA_TAX));
  }

  @Test
  void join_tokenOfTheOtherAgencyHandedIn_isUnknownAndLogged() {
    PersonToken tokenAtTax = tokens(tax).getFirst();
    assertRejectedAndLogged(welfare.question(Processes.AOBA_TAX, tokenAtTax));
  }

  @Test
  void join_tokenEnrolledAsIfItWereANumber_isUnknownAndLogged() {
    assertRejectedAndLogged(welfare.enrolment(tokens(tax).getFirst()));
    assertRejectedAndLogged(tax.enrolment(tokens(welfare).getFirst()));
  }

  /** A message in which one agency asks from the other's namespace, signed by either. */
  @Test
  void join_fromTheOthersNamespace_isRefused() {
    UnsignedRequest honest = welfare.question(Processes.AOBA_TAX, tokens(tax).getFirst());
    ObjectNode m1 = welfare.sign(honest).json();
    var refusals = new Refusals();
    for (String member : List.of("fromNamespace", "agency", "toNamespace")) {
      for (String value : List.of(Processes.AOBA_TAX, Processes.AOBA_WELFARE, "log", "root")) {
        ObjectNode header =
            (ObjectNode) Json.read(Bytes.parse(m1.path("header").asText()).toArray());
        if (header.path(member).asText().equals(value)) {
          continue;
        }
        header.put(member, value);
        ObjectNode forged = m1.deepCopy();
        forged.put("header", Bytes.of(Json.write(header)).text());
        refusals.expect(
            member + " = " + value, linkage.gateway().send(KeptBack.M1, Json.write(forged)));
      }
    }
    refusals.assertAll(8);
    assertNothingMoved();
  }

  /** What a party can be asked for over HTTP by another party: nothing evaluates a bare point. */
  @Test
  void endpoints_ofTheBrokers_areThoseOfTheProtocol() {
    assertEquals(
        Set.of("/linkage/v1/exchanges", "/linkage/v1/manifest", "/linkage/v1/permission-table"),
        protocolPaths(Processes.GATEWAY));
    assertEquals(
        Set.of("/linkage/v1/conversions", "/linkage/v1/denials", "/linkage/v1/releases"),
        protocolPaths(Processes.AUDIT));
  }

  @Test
  void guessing_sumOfTokens_isUnknownAndLogged() {
    List<PersonToken> tokens = tokens(welfare);
    var sum = new Sum();
    tokens.forEach(token -> sum.plus(Scalar.random(), token.element()));
    assertRejectedAndLogged(
        welfare.question(Processes.AOBA_TAX, PersonToken.of(GROUP.secretSum(sum))));
  }

  @Test
  void guessing_plainSumOfTwoTokens_isUnknownAndLogged() {
    List<PersonToken> tokens = tokens(welfare);
    var sum = new Sum().plus(tokens.get(0).element()).plus(tokens.get(1).element());
    assertRejectedAndLogged(
        welfare.question(Processes.AOBA_TAX, PersonToken.of(GROUP.secretSum(sum))));
  }

  @Test
  void guessing_multipleOfAToken_isUnknownAndLogged() {
    var sum = new Sum().plus(Scalar.random(), tokens(welfare).getFirst().element());
    Element multiple = GROUP.secretSum(sum);
    assertNotEquals(tokens(welfare).getFirst().element(), multiple);
    assertRejectedAndLogged(welfare.question(Processes.AOBA_TAX, PersonToken.of(multiple)));
  }

  private List<PersonToken> tokens(Impostor agency) {
    var tokens = new ArrayList<PersonToken>();
    for (Resident resident : residents) {
      tokens.add(agency.token(linkage.gateway(), resident.number()));
    }
    count();
    return tokens;
  }

  private Answer ask(UnsignedRequest request) {
    Impostor agency = request.header().agency().value().equals(Processes.AOBA_TAX) ? tax : welfare;
    Answer answer = linkage.gateway().send(KeptBack.M1, agency.sign(request).bytes());
    assertTrue(answer.succeeded(), answer::toString);
    return answer;
  }

  private void assertRejectedAndLogged(UnsignedRequest request) {
    Answer answer = ask(request);
    assertEquals("unknown-person", answer.json().path("items").path(0).path("status").asText());
    assertEquals(log + 1, linkage.log(), "the rejection is in the log");
    assertEquals(records, linkage.records(Processes.AOBA_TAX), "the provider was not asked");
    JsonNode receipt = answer.json().path("receipt");
    JsonNode found = receipt.isMissingNode() ? answer.json().path("requestReceipt") : receipt;
    JsonNode leaf = Json.read(Bytes.parse(found.path("leaf").asText()).toArray());
    assertEquals("DENY", leaf.path("type").asText());
    assertEquals(request.header().exchangeId().toString(), leaf.path("exchangeId").asText());
    count();
  }

  private void assertNothingMoved() {
    assertEquals(log, linkage.log(), "records of the log");
    assertEquals(records, linkage.records(Processes.AOBA_TAX), "records of the provider");
  }

  private Set<String> protocolPaths(String process) {
    var paths = new TreeSet<String>();
    linkage
        .offices()
        .office(process, "integrator")
        .get("/q/openapi?format=json")
        .orThrow()
        .path("paths")
        .fieldNames()
        .forEachRemaining(paths::add);
    paths.removeIf(path -> !path.startsWith("/linkage/"));
    return paths;
  }
}
