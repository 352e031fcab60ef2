package jp.linkage.welfare.entitlement;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose municipal tax counts (施行令17条2号〜4号), and therefore whom the order lets the office ask about
 * (番号法19条8号命令146条1号リ): one answer for both, so that nobody is asked about whom the rule does not
 * count.
 *
 * @param scope which of the statute's groups applies
 * @param persons those who count, the applicant or guardian first
 */
public record CountedPersons(Scope scope, List<Person> persons) {
  public CountedPersons {
    persons = List.copyOf(persons);
  }

  /** The statute's groups. */
  public enum Scope {
    /** 特定支給決定障害者: the adult and the spouse in the same household. */
    ADULT,
    /** Under 20 in a facility or in 療養介護: the person and everybody in the same household. */
    UNDER_20_IN_FACILITY,
    /** 障害児の保護者: the guardian and everybody in the same household, the child included. */
    CHILD
  }

  /**
   * Those whose tax counts, by the applicant's age and living arrangement.
   *
   * @param applicant the disabled adult or child
   * @param members the others
   * @throws IllegalArgumentException when a child at home has not exactly one guardian
   */
  public static CountedPersons of(
      Person applicant, List<Person> members, LivingArrangement living, YearMonth serviceMonth) {
    Scope scope = scope(applicant.birthDate(), living, serviceMonth);
    List<Person> counted = new ArrayList<>();
    switch (scope) {
      case ADULT -> {
        counted.add(applicant);
        // 令17条4号: 配偶者に限る, and 2号ロ: 同一の世帯に属するその配偶者
        members.stream()
            .filter(m -> m.relation() == Person.Relation.SPOUSE && m.sameHousehold())
            .forEach(counted::add);
      }
      case UNDER_20_IN_FACILITY -> {
        counted.add(applicant);
        members.stream().filter(Person::sameHousehold).forEach(counted::add);
      }
      case CHILD -> {
        List<Person> guardians =
            members.stream().filter(m -> m.relation() == Person.Relation.GUARDIAN).toList();
        if (guardians.size() != 1) {
          throw new IllegalArgumentException("exactly one guardian applies for a child");
        }
        Person guardian = guardians.getFirst();
        counted.add(guardian);
        counted.add(applicant);
        members.stream()
            .filter(m -> !m.equals(guardian) && m.sameHousehold())
            .forEach(counted::add);
      }
    }
    return new CountedPersons(scope, counted);
  }

  /**
   * The statute names no day of the month; the ages are those of the first day of the service
   * month.
   */
  public static Scope scope(LocalDate birthDate, LivingArrangement living, YearMonth serviceMonth) {
    int age = Age.on(birthDate, serviceMonth.atDay(1));
    if (living.inFacilityOrMedicalCare() && age < 20) {
      return Scope.UNDER_20_IN_FACILITY;
    }
    // 障害者総合支援法4条1項・2項, 児童福祉法4条1項: 18 divides 障害者 from 障害児
    return age >= 18 ? Scope.ADULT : Scope.CHILD;
  }
}
