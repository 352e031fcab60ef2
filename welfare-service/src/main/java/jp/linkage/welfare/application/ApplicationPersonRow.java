package jp.linkage.welfare.application;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.LocalDate;
import java.util.Arrays;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.welfare.entitlement.Person;
import jp.linkage.welfare.inquiry.Residence;

/** A person of an application as the table has it. */
@Embeddable
class ApplicationPersonRow {
  @Column(name = "addressee_no")
  private String addresseeNo;

  private String relation;

  @Column(name = "birth_date")
  private LocalDate birthDate;

  @Column(name = "same_household")
  private boolean sameHousehold;

  private String residence;

  /** For Hibernate. */
  protected ApplicationPersonRow() {}

  ApplicationPersonRow(HouseholdPerson person) {
    addresseeNo = person.addressee().value();
    relation = person.relation().code();
    birthDate = person.birthDate();
    sameHousehold = person.sameHousehold();
    residence = person.residence().text();
  }

  HouseholdPerson toPerson() {
    return new HouseholdPerson(
        new AddresseeNumber(addresseeNo),
        Arrays.stream(Person.Relation.values())
            .filter(r -> r.code().equals(relation))
            .findFirst()
            .orElseThrow(),
        birthDate,
        sameHousehold,
        Residence.parse(residence));
  }
}
