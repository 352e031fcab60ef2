package jp.linkage.local.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.jwt.AgencyJwts;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.kit.steps.AskedPerson;
import jp.linkage.kit.steps.EnrollerExchange;
import jp.linkage.kit.steps.InquirerExchange;
import jp.linkage.kit.steps.LogReaderExchange;
import jp.linkage.kit.steps.RegistrarExchange;
import jp.linkage.kit.steps.UnsignedRequest;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.local.ceremony.KeyCeremony;
import jp.linkage.local.people.DemoPeople;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.protocol.conversion.BlindToken;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.keys.AgencyKeyFile;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ExchangeRequest;
import jp.linkage.protocol.message.RequestItem;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.permission.PermissionTable;

/**
 * An agency that does not keep to its program: holds the agency's key file, and sends whatever
 * those keys can sign.
 */
final class Impostor {
  private static final Duration VALIDITY = Duration.ofMinutes(10);

  private final AgencyKeyFile file;
  private final AgencyKeys keys;
  private final Manifest manifest;
  private final AgencyJwts jwts = new AgencyJwts();

  private Impostor(AgencyKeyFile file, Manifest manifest) {
    this.file = file;
    this.keys = new AgencyKeys(file);
    this.manifest = manifest;
  }

  static Impostor of(LocalStack stack, String agency) {
    Path folder = stack.data().resolve("keys");
    try {
      PermissionTable table =
          PermissionTable.parse(
              Files.readAllBytes(folder.resolve(agency).resolve("permission-table.yaml")));
      Manifest manifest =
          new AcceptManifest(KeyCeremony.authority(folder))
              .accept(
                  Files.readAllBytes(folder.resolve("manifest.json")),
                  table.hash(),
                  Optional.empty(),
                  Instant.now());
      return new Impostor(
          AgencyKeyFile.read(folder.resolve(agency).resolve("keys.json")), manifest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  AgencyKeys keys() {
    return keys;
  }

  Manifest manifest() {
    return manifest;
  }

  /** A header as item 144 allows it to the welfare office. */
  Header header(String provider) {
    return header(provider, Validity.of(Instant.now(), VALIDITY));
  }

  /** The same with another validity. */
  Header header(String provider, Validity validity) {
    return header(provider, "1", validity);
  }

  /** A header that no row of the table allows: 144項2号 may not ask for tax. */
  Header forbidden(String provider) {
    return header(provider, "2", Validity.of(Instant.now(), VALIDITY));
  }

  private Header header(String provider, String procedure, Validity validity) {
    return Header.convert(
        manifest.hash(),
        ExchangeId.next(),
        keys.id(),
        new AgencyId(provider),
        1,
        new LegalBasis(
            new ItemNumber("144"),
            new AffairId("disability-support-benefits"),
            new ProcedureNumber(procedure),
            List.of(new InformationId("municipal-tax")),
            new SubjectRelation("applicant"),
            Optional.empty()),
        occasion(),
        validity);
  }

  private Header own(ExchangeType type) {
    return Header.own(
        manifest.hash(),
        type,
        ExchangeId.next(),
        keys.id(),
        1,
        occasion(),
        Validity.of(Instant.now(), VALIDITY));
  }

  private Occasion occasion() {
    return new Occasion(
        "障害福祉課", new CaseReference("system-test/2"), keys.pseudonym("impostor"), false);
  }

  /** A question about whoever this point is. */
  UnsignedRequest question(String provider, PersonToken token) {
    return question(header(provider), token);
  }

  /** The same under this header; blinded and sealed anew at every call. */
  UnsignedRequest question(Header header, PersonToken token) {
    var asked =
        new AskedPerson(token, Map.of("fiscalYear", String.valueOf(DemoPeople.FISCAL_YEAR)));
    return new InquirerExchange(manifest, jwts).build(header, List.of(asked)).request();
  }

  /** An enrolment of this point, as if it were H(n). */
  UnsignedRequest enrolment(PersonToken point) {
    Header header = own(ExchangeType.ENROL);
    return new UnsignedRequest(
        header,
        List.of(
            new RequestItem.Person(
                WirePoints.write(
                    new BlindToken(manifest.jointKey())
                        .blind(WirePoints.itemHash(header, 0), point)))));
  }

  /** An enrolment of a number, to be signed. */
  UnsignedRequest enrolment(String number) {
    return new EnrollerExchange(manifest)
        .build(own(ExchangeType.ENROL), List.of(MyNumber.parse(number)));
  }

  /** A registration of a number; only an agency with the right REGISTER is allowed it. */
  UnsignedRequest registration(String number) {
    return new RegistrarExchange(manifest)
        .build(own(ExchangeType.REGISTER), List.of(MyNumber.parse(number)));
  }

  /** A reading of what the log holds about a person; only with the right READLOG. */
  UnsignedRequest reading(PersonToken token) {
    return new LogReaderExchange(manifest)
        .build(own(ExchangeType.READLOG), List.of(token))
        .request();
  }

  /** The agency's own token of a number, which the registry knows. */
  PersonToken token(Tap gateway, String number) {
    UnsignedRequest request = enrolment(number);
    Answer answer = gateway.send("/linkage/v1/exchanges", sign(request).bytes());
    return new EnrollerExchange(manifest)
        .open(request, answer.body().toArray(), keys, Instant.now())
        .getFirst()
        .orElseThrow();
  }

  /** Signed as the agency signs. */
  ExchangeRequest sign(UnsignedRequest request) {
    return sign(request, Instant.now());
  }

  /** Signed as if it were another time. */
  ExchangeRequest sign(UnsignedRequest request, Instant at) {
    return request.sign(keys, jwts, at);
  }

  /** The key that the manifest names for the agency's signatures. */
  ECPrivateKey signingKey() {
    return file.signingKey().toKey();
  }
}
