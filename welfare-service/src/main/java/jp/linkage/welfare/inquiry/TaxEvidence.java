package jp.linkage.welfare.inquiry;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.entitlement.Gap;
import jp.linkage.welfare.entitlement.MunicipalTax;

/**
 * What is known of one person's municipal tax, and where it came from.
 *
 * @param inquiryId the {@link InquiryAttempt} that brought it; empty when nobody was asked
 * @param fields what was provided; present exactly for {@link EvidenceOutcome#PROVIDED}
 */
public record TaxEvidence(
    AddresseeNumber person,
    FiscalYear fiscalYear,
    Optional<UUID> inquiryId,
    EvidenceOutcome outcome,
    Optional<Map<String, Object>> fields,
    Instant obtainedAt) {
  public TaxEvidence {
    if (fields.isPresent() != (outcome == EvidenceOutcome.PROVIDED)) {
      throw new IllegalArgumentException("fields come with provided evidence only");
    }
  }

  /**
   * The fact for the rules.
   *
   * @param designatedCity whether the person's registry is that of a designated city
   */
  public Fact<MunicipalTax> fact(boolean designatedCity) {
    return switch (outcome) {
      case PROVIDED -> ReadMunicipalTax.read(fields.orElseThrow(), fiscalYear, designatedCity);
      case OWN_RECORDS -> new Fact.Known<>(new MunicipalTax.NoDomesticAddress());
      case NOT_CONNECTED -> new Fact.NotHeld<>(Gap.PROVIDER_NOT_CONNECTED);
      case NO_RECORD -> new Fact.NotHeld<>(Gap.NO_RECORD);
      case UNKNOWN_PERSON -> new Fact.NotHeld<>(Gap.UNKNOWN_PERSON);
      case NOT_DISCLOSABLE -> new Fact.NotHeld<>(Gap.NOT_DISCLOSABLE);
      case NOT_ENROLLED -> new Fact.Pending<>(Gap.NOT_ENROLLED);
      case DEFERRED -> new Fact.Pending<>(Gap.DEFERRED);
      case REFUSED, DENIED -> new Fact.Pending<>(Gap.REFUSED);
      case UNAVAILABLE -> new Fact.Pending<>(Gap.UNAVAILABLE);
      case LAPSED -> new Fact.Pending<>(Gap.LAPSED);
      case INTERRUPTED -> new Fact.Pending<>(Gap.INTERRUPTED);
    };
  }

  /** Does not print the content. */
  @Override
  public String toString() {
    return "TaxEvidence[" + person + ", " + fiscalYear.year() + ", " + outcome + "]";
  }
}
