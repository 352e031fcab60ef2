package jp.linkage.welfare.inquiry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.welfare.entitlement.CountedPersons;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.entitlement.Gap;
import jp.linkage.welfare.entitlement.MunicipalTax;
import jp.linkage.welfare.entitlement.Person;

/**
 * Which inquiries an application needs: nobody is asked about who does not count, nobody twice, and
 * everybody at the municipality that assessed them. Pure.
 */
public final class PlanInquiries {
  private static final SubjectRelation APPLICANT = new SubjectRelation("applicant");
  private static final SubjectRelation SPOUSE = new SubjectRelation("spouse-same-household");
  private static final SubjectRelation GUARDIAN = new SubjectRelation("guardian");
  private static final SubjectRelation SAME_HOUSEHOLD = new SubjectRelation("same-household");

  private PlanInquiries() {}

  /**
   * What to send, and what is clear without sending anything.
   *
   * @param inquiries one per provider and relation
   * @param withoutAsking facts by addressee number: lived abroad, or at a municipality that is not
   *     connected
   */
  public record Plan(
      List<PlannedInquiry> inquiries, Map<AddresseeNumber, Fact<MunicipalTax>> withoutAsking) {
    public Plan {
      inquiries = List.copyOf(inquiries);
      withoutAsking = Map.copyOf(withoutAsking);
    }
  }

  /**
   * Plans the inquiries about those who count and are still open.
   *
   * @param counted whose tax counts
   * @param residences on the assessment day, by addressee number; one for everybody who counts
   * @param alreadyKnown whose tax is known and must not be asked again
   * @throws IllegalArgumentException when a residence is missing
   */
  public static Plan plan(
      CountedPersons counted,
      Map<AddresseeNumber, Residence> residences,
      FiscalYear fiscalYear,
      Set<AddresseeNumber> alreadyKnown,
      TaxRegistries registries) {
    Map<Target, List<AddresseeNumber>> subjects = new LinkedHashMap<>();
    Map<AddresseeNumber, Fact<MunicipalTax>> withoutAsking = new LinkedHashMap<>();
    for (Person person : counted.persons()) {
      AddresseeNumber number = new AddresseeNumber(person.key());
      if (alreadyKnown.contains(number)) {
        continue;
      }
      Residence residence = residences.get(number);
      if (residence == null) {
        throw new IllegalArgumentException("everybody who counts has a residence");
      }
      switch (residence) {
        case Residence.Abroad _ ->
            withoutAsking.put(number, new Fact.Known<>(new MunicipalTax.NoDomesticAddress()));
        case Residence.InMunicipality(MunicipalityCode municipality) -> {
          Optional<AgencyId> registry = registries.of(municipality);
          if (registry.isPresent()) {
            Target target = new Target(registry.get(), relation(counted.scope(), person));
            subjects.computeIfAbsent(target, _ -> new ArrayList<>()).add(number);
          } else {
            withoutAsking.put(number, new Fact.NotHeld<>(Gap.PROVIDER_NOT_CONNECTED));
          }
        }
      }
    }
    List<PlannedInquiry> inquiries =
        subjects.entrySet().stream()
            .map(e -> e.getKey().inquiry(fiscalYear, e.getValue()))
            .toList();
    return new Plan(inquiries, withoutAsking);
  }

  /** 命令146条1号リ: the order names the persons by their relation to the applicant or the guardian. */
  static SubjectRelation relation(CountedPersons.Scope scope, Person person) {
    boolean applicant = person.relation() == Person.Relation.APPLICANT;
    return switch (scope) {
      case ADULT -> applicant ? APPLICANT : SPOUSE;
      case UNDER_20_IN_FACILITY -> applicant ? APPLICANT : SAME_HOUSEHOLD;
      // the child is 保護者と同一の世帯に属する者
      case CHILD -> person.relation() == Person.Relation.GUARDIAN ? GUARDIAN : SAME_HOUSEHOLD;
    };
  }

  private record Target(AgencyId provider, SubjectRelation relation) {
    PlannedInquiry inquiry(FiscalYear fiscalYear, List<AddresseeNumber> numbers) {
      return new PlannedInquiry(provider, relation, fiscalYear, numbers);
    }
  }
}
