package jp.linkage.kit.person;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.http.GatewayHttp;
import jp.linkage.kit.http.Reply;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Gets this agency's tokens of persons (ENROL, protocol §4). A My Number is used here once, in
 * memory, and wiped; what stays is the token, wrapped, under the agency's own number.
 */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
public class EnrolPersons {
  private static final Duration VALIDITY = Duration.ofMinutes(10);

  private final HeldManifest manifests;
  private final AgencyKeys keys;
  private final AgencyJwts jwts;
  private final GatewayHttp gateway;
  private final Persons persons;
  private final Clock clock;
  private final String organisation;

  EnrolPersons(
      HeldManifest manifests,
      AgencyKeys keys,
      AgencyJwts jwts,
      GatewayHttp gateway,
      Persons persons,
      Clock clock,
      @ConfigProperty(name = "linkage.agency.organisation") String organisation) {
    this.manifests = manifests;
    this.keys = keys;
    this.jwts = jwts;
    this.gateway = gateway;
    this.persons = persons;
    this.clock = clock;
    this.organisation = organisation;
  }

  /**
   * Somebody to enrol.
   *
   * @param addresseeNumber the agency's own number
   * @param myNumber wiped by {@link #enrol}
   */
  public record Enrolment(AddresseeNumber addresseeNumber, MyNumber myNumber) {}

  /**
   * Enrols up to 500 persons under one header.
   *
   * @return for each, in order, what it came to; empty when no registrar registered the number,
   *     which also is what a mistyped number that passes its check digit comes to
   * @throws ProblemException when the exchange did not take place; nothing is enrolled then
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the response does not hold
   */
  public List<Optional<Persons.Outcome>> enrol(
      List<Enrolment> enrolments, CaseReference caseReference, StaffPseudonym staff) {
    ManifestInForce inForce = manifests.current();
    Header header =
        Header.own(
            inForce.hash(),
            ExchangeType.ENROL,
            ExchangeId.next(),
            keys.id(),
            enrolments.size(),
            new Occasion(organisation, caseReference, staff, false),
            Validity.of(clock.instant(), VALIDITY));
    var exchange = new EnrollerExchange(inForce.manifest());
    UnsignedRequest request =
        exchange.build(header, enrolments.stream().map(Enrolment::myNumber).toList());
    enrolments.forEach(enrolment -> enrolment.myNumber().wipe());
    byte[] response = send(inForce, request);
    List<Optional<PersonToken>> tokens = exchange.open(request, response, keys, clock.instant());
    return QuarkusTransaction.requiringNew().call(() -> store(enrolments, tokens));
  }

  private byte[] send(ManifestInForce inForce, UnsignedRequest request) {
    Instant now = clock.instant();
    return switch (gateway.exchange(inForce.manifest(), request.sign(keys, jwts, now).bytes())) {
      case Reply.Done done -> done.body().toArray();
      case Reply.Failed failed ->
          throw ProblemException.passOn(failed.problem(), failed.retryAfter());
      case Reply.NoReply _ ->
          throw new ProblemException(
              ProblemType.GATEWAY_UNAVAILABLE,
              "The linkage-gateway does not answer; nobody was enrolled.",
              Duration.ofSeconds(2));
    };
  }

  private List<Optional<Persons.Outcome>> store(
      List<Enrolment> enrolments, List<Optional<PersonToken>> tokens) {
    var outcomes = new ArrayList<Optional<Persons.Outcome>>();
    for (int i = 0; i < enrolments.size(); i++) {
      AddresseeNumber number = enrolments.get(i).addresseeNumber();
      outcomes.add(tokens.get(i).map(token -> store(number, token)));
    }
    return outcomes;
  }

  private Persons.Outcome store(AddresseeNumber number, PersonToken token) {
    return persons.enrol(
        number,
        Bytes.of(keys.vault().index(token)),
        keys.vault().wrap(token, number.value()),
        keys.epoch());
  }
}
