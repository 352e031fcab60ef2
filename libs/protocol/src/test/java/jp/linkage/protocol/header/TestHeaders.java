package jp.linkage.protocol.header;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;

/** Headers of the welfare office of 青葉市, well-formed and new. */
public final class TestHeaders {
  /** Whom the headers are of. */
  public static final AgencyId AOBA_WELFARE = new AgencyId("aoba-welfare");

  /** Whom the headers ask. */
  public static final AgencyId AOBA_TAX = new AgencyId("aoba-tax");

  private TestHeaders() {}

  /**
   * A CONVERT that item 144 procedure 1 permits: the applicant's municipal tax for a disability
   * benefit.
   */
  public static Header convert(Bytes manifest, int count) {
    return convert(manifest, count, basis("144", "disability-support-benefits", "1", "applicant"));
  }

  /** A CONVERT from the welfare office to the tax registry on another basis. */
  public static Header convert(Bytes manifest, int count, LegalBasis basis) {
    return convert(manifest, AOBA_WELFARE, AOBA_TAX, count, basis, now());
  }

  /** A CONVERT. */
  public static Header convert(
      Bytes manifest,
      AgencyId from,
      AgencyId to,
      int count,
      LegalBasis basis,
      Instant requestedAt) {
    return Header.convert(
        manifest,
        ExchangeId.next(),
        from,
        to,
        count,
        basis,
        occasion(),
        Validity.of(requestedAt, Duration.ofHours(1)));
  }

  /** An ENROL, REGISTER or READLOG. */
  public static Header own(Bytes manifest, ExchangeType type, AgencyId agency, int count) {
    return Header.own(
        manifest,
        type,
        ExchangeId.next(),
        agency,
        count,
        occasion(),
        Validity.of(now(), Duration.ofHours(1)));
  }

  /** A basis without consent; {@code municipal-tax} where no information is given. */
  public static LegalBasis basis(
      String item, String affair, String procedure, String relation, String... information) {
    List<String> ids = information.length == 0 ? List.of("municipal-tax") : List.of(information);
    return new LegalBasis(
        new ItemNumber(item),
        new AffairId(affair),
        new ProcedureNumber(procedure),
        ids.stream().sorted().map(InformationId::new).toList(),
        new SubjectRelation(relation),
        Optional.empty());
  }

  /** The same basis with a reference to the person's consent. */
  public static LegalBasis withConsent(LegalBasis basis) {
    return new LegalBasis(
        basis.itemNumber(),
        basis.affair(),
        basis.procedure(),
        basis.information(),
        basis.subjectRelation(),
        Optional.of(new ConsentReference("consent-2026-0001")));
  }

  /** Somebody of the welfare office on some case. */
  public static Occasion occasion() {
    return new Occasion(
        "青葉市福祉事務所障害福祉課",
        new CaseReference("case-2026-0001"),
        new StaffPseudonym("c3RhZmYtMDAwMQ"),
        false);
  }

  /** Now, as the wire can carry it. */
  public static Instant now() {
    return WireInstant.millis(Instant.now());
  }

  /** Some 32 octets, the same for the same seed. */
  public static Bytes hash(int seed) {
    byte[] octets = new byte[32];
    Arrays.fill(octets, (byte) seed);
    return Bytes.of(octets);
  }
}
