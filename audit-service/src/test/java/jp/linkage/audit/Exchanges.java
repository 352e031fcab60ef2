package jp.linkage.audit;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.response.Response;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;

/** Persons and exchanges about them, for tests of what auditors see. */
public final class Exchanges {
  private final TestGateway gateway;

  /** Through this gateway. */
  public Exchanges(TestGateway gateway) {
    this.gateway = gateway;
  }

  /** Somebody whom two agencies know. */
  public record Person(PersonToken welfare, PersonToken residents) {}

  /** A new person, registered and enrolled. */
  public Person person() {
    List<String> numbers = List.of(TestNumbers.next());
    gateway.register(numbers);
    return new Person(
        gateway.enrol(TestParties.AOBA_WELFARE, numbers).getFirst(),
        gateway.enrol(TestParties.AOBA_RESIDENTS, numbers).getFirst());
  }

  /** A request of the welfare office that nobody answered. */
  public ConversionRequest asked(AgencyId provider, List<PersonToken> tokens, Terms terms) {
    ConversionRequest request = gateway.convert(TestParties.AOBA_WELFARE, provider, tokens, terms);
    send(request);
    return request;
  }

  /** The provider's answers to a request. */
  public void released(ConversionRequest request, AnswerStatus... statuses) {
    List<ReleaseItem> items =
        List.of(statuses).stream()
            .map(status ->
                new ReleaseItem(
                    status,
                    status == AnswerStatus.ANSWERED
                        ? Optional.of(Bytes.sha256(Bytes.u32(1)))
                        : Optional.empty()))
            .toList();
    Response released =
        post(
            "releases",
            gateway
                .release(
                    request.header(), Roots.requestRoot(request), items, Bytes.sha256(Bytes.u32(2)))
                .bytes());
    assertEquals(200, released.statusCode(), released::asString);
  }

  /** A request about one person and its answer. */
  public ConversionRequest answered(AgencyId provider, PersonToken token, Terms terms) {
    ConversionRequest request = asked(provider, List.of(token), terms);
    released(request, AnswerStatus.ANSWERED);
    return request;
  }

  /** A request about nobody that the registry knows, which is denied. */
  public ConversionRequest denied(AgencyId provider, Terms terms) {
    return asked(provider, List.of(TestNumbers.stranger()), terms);
  }

  /** The residents' office reads the log for persons, in a case. */
  public ConversionRequest read(String caseReference, PersonToken... residents) {
    HpkePrivateKey key = HpkePrivateKey.generate();
    ConversionRequest reading =
        gateway.readLog(
            TestParties.AOBA_RESIDENTS,
            List.of(residents),
            List.of(residents).stream().map(_ -> key).toList(),
            Terms.now().inCase(caseReference));
    send(reading);
    return reading;
  }
}
