package jp.linkage.welfare.entitlement;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;

/**
 * Everything that 施行令17条 asks about one service month.
 *
 * @param applicant the disabled adult or child
 * @param members the other persons, in the same household or not
 * @param tax municipal tax by {@link Person#key()} for {@link MonthlyCeiling#fiscalYear}; a counted
 *     person without an entry is {@link Gap#NOT_ASKED}
 */
public record CeilingCase(
    YearMonth serviceMonth,
    Person applicant,
    List<Person> members,
    LivingArrangement living,
    Fact<PublicAssistance> publicAssistance,
    Map<String, Fact<MunicipalTax>> tax) {
  public CeilingCase {
    members = List.copyOf(members);
    tax = Map.copyOf(tax);
  }

  public CountedPersons counted() {
    return CountedPersons.of(applicant, members, living, serviceMonth);
  }

  Fact<MunicipalTax> taxOf(Person person) {
    return tax.getOrDefault(person.key(), new Fact.Pending<>(Gap.NOT_ASKED));
  }
}
