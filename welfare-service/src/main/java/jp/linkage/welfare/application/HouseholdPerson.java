package jp.linkage.welfare.application;

import java.time.LocalDate;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.welfare.entitlement.Person;
import jp.linkage.welfare.inquiry.Residence;

/**
 * A person of an application, as the office's own records have them.
 *
 * @param addressee the office's own number (宛名番号)
 * @param relation to the applicant
 * @param sameHousehold 同一の世帯: with the applicant, or with the guardian when the applicant is a
 *     child
 * @param residence on 1 January of the year in which the relevant fiscal year starts
 */
public record HouseholdPerson(
    AddresseeNumber addressee,
    Person.Relation relation,
    LocalDate birthDate,
    boolean sameHousehold,
    Residence residence) {

  Person person() {
    return new Person(addressee.value(), relation, birthDate, sameHousehold);
  }

  /** Does not print the birth date. */
  @Override
  public String toString() {
    return "HouseholdPerson[" + addressee + ", " + relation + "]";
  }
}
