package jp.linkage.welfare.application;

import java.time.YearMonth;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.welfare.entitlement.CountedPersons;
import jp.linkage.welfare.entitlement.LivingArrangement;
import jp.linkage.welfare.entitlement.Person;
import jp.linkage.welfare.entitlement.PublicAssistance;
import jp.linkage.welfare.inquiry.Residence;

/**
 * An application as it is entered.
 *
 * @param serviceMonth the month whose ceiling is applied for
 * @param publicAssistance 生活保護 of the household in that month, by the office's own records
 * @param nonDisclosure 不開示 (番号法23条2項): withhold the fact of the inquiries from the person
 * @param caseReference the back office's own number for the case, if it has one
 * @param applicant the disabled adult or the disabled child
 * @param members everybody else who may matter; a child's guardian is among them
 */
public record NewApplication(
    YearMonth serviceMonth,
    LivingArrangement living,
    PublicAssistance publicAssistance,
    boolean nonDisclosure,
    Optional<CaseReference> caseReference,
    HouseholdPerson applicant,
    List<HouseholdPerson> members) {
  static final int MAX_MEMBERS = 20;

  public NewApplication {
    members = List.copyOf(members);
    checkPersons(applicant, members, serviceMonth);
    checkHousehold(applicant, members, living, serviceMonth);
  }

  /** The applicant first. */
  public List<HouseholdPerson> persons() {
    return Stream.concat(Stream.of(applicant), members.stream()).toList();
  }

  /** Where everybody lived on 1 January. */
  public Map<AddresseeNumber, Residence> residences() {
    return persons().stream()
        .collect(Collectors.toMap(HouseholdPerson::addressee, HouseholdPerson::residence));
  }

  /** Whose tax counts. */
  public CountedPersons counted() {
    return CountedPersons.of(
        applicant.person(),
        members.stream().map(HouseholdPerson::person).toList(),
        living,
        serviceMonth);
  }

  private static void checkPersons(
      HouseholdPerson applicant, List<HouseholdPerson> members, YearMonth serviceMonth) {
    Set<AddresseeNumber> seen = new HashSet<>(Set.of(applicant.addressee()));
    if (applicant.birthDate().isAfter(serviceMonth.atDay(1))) {
      throw new InvalidMessage("$.applicant.birthDate", "a date before the service month");
    }
    for (int i = 0; i < members.size(); i++) {
      if (!seen.add(members.get(i).addressee())) {
        throw new InvalidMessage(
            "$.household[" + i + "].addresseeNumber", "each person of the application once");
      }
    }
  }

  private static void checkHousehold(
      HouseholdPerson applicant,
      List<HouseholdPerson> members,
      LivingArrangement living,
      YearMonth serviceMonth) {
    if (count(members, Person.Relation.SPOUSE) > 1) {
      throw new InvalidMessage("$.household", "at most one spouse");
    }
    CountedPersons.Scope scope = CountedPersons.scope(applicant.birthDate(), living, serviceMonth);
    if (scope != CountedPersons.Scope.CHILD) {
      return;
    }
    if (count(members, Person.Relation.GUARDIAN) != 1) {
      throw new InvalidMessage(
          "$.household", "exactly one guardian, who applies, as the applicant is under 18");
    }
    // 障害者総合支援法5条17項, 12項, 14項: group homes and training are services for adults (障害者)
    if (living != LivingArrangement.HOME) {
      throw new InvalidMessage("$.livingArrangement", "home, as the applicant is under 18");
    }
  }

  private static long count(List<HouseholdPerson> members, Person.Relation relation) {
    return members.stream().filter(m -> m.relation() == relation).count();
  }
}
