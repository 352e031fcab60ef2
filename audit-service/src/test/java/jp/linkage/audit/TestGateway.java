package jp.linkage.audit;

import static io.restassured.RestAssured.given;

import com.fasterxml.uuid.Generators;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.protocol.assertion.AnswerAssertion;
import jp.linkage.protocol.assertion.RequestAssertion;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.conversion.AuditProof;
import jp.linkage.protocol.conversion.BlindToken;
import jp.linkage.protocol.conversion.Blinded;
import jp.linkage.protocol.conversion.BrokerConversion;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.conversion.Brokered;
import jp.linkage.protocol.conversion.BrokeredSubject;
import jp.linkage.protocol.conversion.BrokeredToken;
import jp.linkage.protocol.conversion.ItemHash;
import jp.linkage.protocol.conversion.Lent;
import jp.linkage.protocol.conversion.OpenConversion;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.message.BlindedSubject;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.LogStep;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.Roots;

/**
 * Plays the agencies and the gateway with the protocol's own classes, so that the audit-service
 * meets what it will meet.
 */
public final class TestGateway {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  private final TestParties parties;
  private final Manifest manifest;
  private final BlindToken blindToken;
  private final BrokerConversion broker;
  private final AgencyJwts jwts = new AgencyJwts();

  /** All parties under one manifest. */
  public TestGateway(TestParties parties, Manifest manifest) {
    this.parties = parties;
    this.manifest = manifest;
    this.blindToken = new BlindToken(manifest.jointKey());
    this.broker = new BrokerConversion(manifest.jointKey(), parties.gateway().decryptionShare());
  }

  /** What stands in a header besides keys and route. */
  public record Terms(
      ExchangeId id, Occasion occasion, Validity validity, List<String> information) {
    /** Asked now, for an hour. */
    public static Terms now() {
      return new Terms(
          newId(),
          new Occasion(
              "障害福祉課", new CaseReference("case-1"), new StaffPseudonym("staff-0001"), false),
          Validity.of(Instant.now(), Duration.ofHours(1)),
          List.of("municipal-tax"));
    }

    /** The same under 不開示. */
    public Terms nonDisclosure() {
      return new Terms(
          id,
          new Occasion(occasion.organisation(), occasion.caseReference(), occasion.staff(), true),
          validity,
          information);
    }

    /** The same by another official. */
    public Terms by(String staff) {
      return new Terms(
          id,
          new Occasion(
              occasion.organisation(),
              occasion.caseReference(),
              new StaffPseudonym(staff),
              occasion.nonDisclosure()),
          validity,
          information);
    }

    /** The same in another case. */
    public Terms inCase(String reference) {
      return new Terms(
          id,
          new Occasion(
              occasion.organisation(),
              new CaseReference(reference),
              occasion.staff(),
              occasion.nonDisclosure()),
          validity,
          information);
    }

    /** The same by another office. */
    public Terms ofOffice(String organisation) {
      return new Terms(
          id,
          new Occasion(
              organisation, occasion.caseReference(), occasion.staff(), occasion.nonDisclosure()),
          validity,
          information);
    }

    /** The same under another id. */
    public Terms id(ExchangeId other) {
      return new Terms(other, occasion, validity, information);
    }

    /** The same at another time. */
    public Terms at(Validity other) {
      return new Terms(id, occasion, other, information);
    }

    /** The same for other information. */
    public Terms asking(String... other) {
      return new Terms(id, occasion, validity, List.of(other));
    }
  }

  /** A fresh exchange id. */
  public static ExchangeId newId() {
    return new ExchangeId(Generators.timeBasedEpochRandomGenerator().generate());
  }

  /** The header of a CONVERT for disability benefits. */
  public Header convertHeader(AgencyId from, AgencyId to, int count, Terms terms) {
    return Header.convert(
        manifest.hash(),
        terms.id(),
        from,
        to,
        count,
        new LegalBasis(
            new ItemNumber("144"),
            new AffairId("disability-support-benefits"),
            new ProcedureNumber("1"),
            terms.information().stream().map(InformationId::new).toList(),
            new SubjectRelation("applicant"),
            Optional.empty()),
        terms.occasion(),
        terms.validity());
  }

  /** The header of another exchange. */
  public Header ownHeader(ExchangeType type, AgencyId agency, int count, Terms terms) {
    return Header.own(
        manifest.hash(), type, terms.id(), agency, count, terms.occasion(), terms.validity());
  }

  /** M2 of a CONVERT for these tokens of the asking agency. */
  public ConversionRequest convert(
      AgencyId from, AgencyId to, List<PersonToken> tokens, Terms terms) {
    return request(convertHeader(from, to, tokens.size(), terms), tokens, List.of());
  }

  /** M2 of an ENROL or REGISTER of these numbers. */
  public ConversionRequest numbers(
      ExchangeType type, AgencyId agency, List<String> numbers, Terms terms) {
    List<PersonToken> tokens =
        numbers.stream()
            .map(number ->
                PersonToken.ofNumber(number.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
            .toList();
    return request(ownHeader(type, agency, tokens.size(), terms), tokens, List.of());
  }

  /** M2 of a READLOG, answered to these keys. */
  public ConversionRequest readLog(
      AgencyId agency, List<PersonToken> tokens, List<HpkePrivateKey> answerKeys, Terms terms) {
    return request(
        ownHeader(ExchangeType.READLOG, agency, tokens.size(), terms), tokens, answerKeys);
  }

  /** M2 under a header, whether or not it is allowed. */
  public ConversionRequest request(
      Header header, List<PersonToken> tokens, List<HpkePrivateKey> answerKeys) {
    List<ConversionItem> items = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      items.add(
          item(
              header,
              i,
              tokens.get(i),
              answerKeys.isEmpty() ? Optional.empty() : Optional.of(answerKeys.get(i))));
    }
    return signed(header, items);
  }

  /** The same items, under a fresh σ_A. */
  public ConversionRequest signed(Header header, List<ConversionItem> items) {
    Bytes root =
        Roots.requestRoot(new ConversionRequest(header, new SignedAssertion("a.b.c"), items));
    return new ConversionRequest(header, requestAssertion(header, root, Instant.now()), items);
  }

  /** σ_A at this time. */
  public SignedAssertion requestAssertion(Header header, Bytes requestRoot, Instant at) {
    return jwts.sign(
        RequestAssertion.of(header, requestRoot, at),
        header.agency(),
        parties.agency(header.agency()).signingKey());
  }

  private ConversionItem item(
      Header header, int index, PersonToken token, Optional<HpkePrivateKey> answerKey) {
    ItemHash hash = ItemHash.of(header.hash().toArray(), index);
    Blinded blinded = blindToken.blind(hash, token);
    BlindedSubject subject =
        new BlindedSubject(
            bytes(blinded.r()), bytes(blinded.c()), Bytes.of(blinded.proof().encode()));
    BrokerShare from = share(header.fromNamespace());
    BrokerShare log = share(NamespaceId.LOG);
    if (!header.type().endsAtAgency()) {
      LogStep step = step(broker.convertSubject(hash, blinded, from, log));
      return answerKey
          .<ConversionItem>map(
              key -> new ConversionItem.Reading(subject, Bytes.of(key.publicKey().encode()), step))
          .orElseGet(() -> new ConversionItem.Registration(subject, Bytes.sha256(), step));
    }
    NamespaceId to = header.toNamespace();
    Brokered brokered =
        broker.convert(
            hash,
            blinded,
            from,
            share(to),
            log,
            manifest.namespace(to).orElseThrow().y().orElseThrow());
    BrokeredToken half = brokered.token();
    // the sealed query does not travel to the audit-service: any digest does
    Bytes query =
        header.type() == ExchangeType.CONVERT ? Bytes.sha256(Bytes.u32(index)) : Bytes.sha256();
    return new ConversionItem.Conversion(
        subject,
        query,
        new BrokerStep(
            bytes(half.s()), bytes(half.e()), bytes(half.f()), Bytes.of(half.proof().encode())),
        step(brokered.subject()));
  }

  private static LogStep step(BrokeredSubject subject) {
    return new LogStep(bytes(subject.s()), bytes(subject.d()), Bytes.of(subject.proof().encode()));
  }

  private BrokerShare share(NamespaceId namespace) {
    if (namespace.equals(NamespaceId.ROOT)) {
      return BrokerShare.root();
    }
    BrokerShare share = parties.gateway().shares().get(namespace);
    if (share == null) {
      throw new IllegalArgumentException("no share of " + namespace);
    }
    return share;
  }

  /** What agency B, or for ENROL the asking agency, opens from an item; verifies π_S. */
  public PersonToken open(ConversionRequest request, int index, ConversionResult result) {
    if (!(result instanceof ConversionResult.Converted(var step))
        || !(request.items().get(index) instanceof ConversionItem.Conversion item)) {
      throw new IllegalArgumentException("item " + index + " was not converted");
    }
    Header header = request.header();
    NamespaceId to = header.toNamespace();
    return new OpenConversion(
            manifest.jointKey(),
            manifest.namespace(to).orElseThrow(),
            parties.agency(to.agency()).decryptionKey())
        .open(
            ItemHash.of(header.hash().toArray(), index),
            new Blinded(
                element(item.subject().r()),
                element(item.subject().c()),
                jp.linkage.protocol.conversion.InquirerProof.decode(
                    item.subject().proofA().toArray())),
            new BrokeredToken(
                element(item.toAgency().s()),
                element(item.toAgency().e()),
                element(item.toAgency().f()),
                jp.linkage.protocol.conversion.BrokerProof.decode(
                    item.toAgency().proofB().toArray())),
            new Lent(
                element(step.e2()), element(step.f2()), AuditProof.decode(step.proofS().toArray())),
            manifest.namespace(header.fromNamespace()).orElseThrow());
  }

  /** What the gateway asks to release, signed by the asked agency. */
  public ReleaseRequest release(
      Header header, Bytes requestRoot, List<ReleaseItem> items, Bytes outcomes) {
    return release(header, requestRoot, items, outcomes, UnaryOperator.identity());
  }

  /** The same with a chance to sign for another agency. */
  public ReleaseRequest release(
      Header header,
      Bytes requestRoot,
      List<ReleaseItem> items,
      Bytes outcomes,
      UnaryOperator<AgencyId> signer) {
    AgencyId agency = header.toNamespace().agency();
    SignedAssertion assertion =
        jwts.sign(
            AnswerAssertion.of(
                header, requestRoot, Roots.answersRoot(items), outcomes, Instant.now()),
            agency,
            parties.agency(signer.apply(agency)).signingKey());
    return new ReleaseRequest(header, items, outcomes, assertion);
  }

  /** Sends a message as the gateway does. */
  public static Response post(String path, byte[] body) {
    return given()
        .contentType("application/json")
        .accept("application/json")
        .body(body)
        .post("/linkage/v1/" + path);
  }

  /** Sends M2 and reads the answer. */
  public static ConversionResponse send(ConversionRequest request) {
    Response response = post("conversions", request.bytes());
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + " " + response.asString());
    }
    return ConversionResponse.parse(response.asByteArray(), request.header());
  }

  /** Registers these numbers as the resident registry does. */
  public ConversionResponse register(List<String> numbers) {
    return send(numbers(ExchangeType.REGISTER, TestParties.AOBA_RESIDENTS, numbers, Terms.now()));
  }

  /** An agency's own tokens of registered persons. */
  public List<PersonToken> enrol(AgencyId agency, List<String> numbers) {
    ConversionRequest request = numbers(ExchangeType.ENROL, agency, numbers, Terms.now());
    ConversionResponse response = send(request);
    List<PersonToken> tokens = new ArrayList<>();
    for (int i = 0; i < numbers.size(); i++) {
      tokens.add(open(request, i, response.items().get(i)));
    }
    return tokens;
  }

  private static Bytes bytes(Element element) {
    return Bytes.of(element.encode());
  }

  private static Element element(Bytes bytes) {
    return GROUP.decode(bytes.toArray());
  }
}
