package jp.linkage.welfare.entitlement;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Households and tax records for the tests of the rules. */
final class TestHouseholds {
  static final YearMonth JULY = YearMonth.of(2026, 7);
  static final Person ADULT =
      new Person("A-1", Person.Relation.APPLICANT, LocalDate.of(1980, 5, 5), true);
  static final Person NINETEEN =
      new Person("A-2", Person.Relation.APPLICANT, LocalDate.of(2007, 2, 1), true);
  static final Person CHILD =
      new Person("A-3", Person.Relation.APPLICANT, LocalDate.of(2016, 3, 3), true);
  static final Person SPOUSE =
      new Person("S-1", Person.Relation.SPOUSE, LocalDate.of(1982, 6, 6), true);
  static final Person SPOUSE_ELSEWHERE =
      new Person("S-2", Person.Relation.SPOUSE, LocalDate.of(1982, 6, 6), false);
  static final Person GUARDIAN =
      new Person("G-1", Person.Relation.GUARDIAN, LocalDate.of(1985, 1, 1), true);
  static final Person PARENT =
      new Person("P-1", Person.Relation.PARENT, LocalDate.of(1955, 1, 1), true);
  static final Person PARENT_ELSEWHERE =
      new Person("P-2", Person.Relation.PARENT, LocalDate.of(1955, 1, 1), false);
  static final MunicipalTax NOT_TAXED = new MunicipalTax.NotTaxed();
  static final MunicipalTax ABROAD = new MunicipalTax.NoDomesticAddress();

  private TestHouseholds() {}

  /** Taxed with this income levy, no credits, no dependants. */
  static MunicipalTax taxed(long incomeLevy) {
    return taxed(incomeLevy, 0, 0, 0, MunicipalTax.Dependants.NONE);
  }

  static MunicipalTax taxed(
      long incomeLevy,
      long housingLoan,
      long donation,
      long retirement,
      MunicipalTax.Dependants dependants) {
    return new MunicipalTax.Taxed(
        incomeLevy,
        3_000,
        housingLoan,
        donation,
        retirement,
        false,
        Optional.of(dependants),
        false);
  }

  static Fact<MunicipalTax> known(MunicipalTax tax) {
    return new Fact.Known<>(tax);
  }

  static final Fact<PublicAssistance> NO_ASSISTANCE = new Fact.Known<>(PublicAssistance.NONE);

  static Builder applicant(Person applicant) {
    return new Builder(applicant);
  }

  /** A case, at home and without public assistance unless said otherwise. */
  static final class Builder {
    private final Person applicant;
    private List<Person> members = List.of();
    private LivingArrangement living = LivingArrangement.HOME;
    private YearMonth month = JULY;
    private Fact<PublicAssistance> assistance = NO_ASSISTANCE;
    private final Map<String, Fact<MunicipalTax>> tax = new HashMap<>();

    private Builder(Person applicant) {
      this.applicant = applicant;
    }

    Builder with(Person... others) {
      members = List.of(others);
      return this;
    }

    Builder living(LivingArrangement where) {
      living = where;
      return this;
    }

    Builder in(YearMonth serviceMonth) {
      month = serviceMonth;
      return this;
    }

    Builder assistance(Fact<PublicAssistance> fact) {
      assistance = fact;
      return this;
    }

    Builder tax(Person person, MunicipalTax record) {
      return fact(person, known(record));
    }

    Builder fact(Person person, Fact<MunicipalTax> fact) {
      tax.put(person.key(), fact);
      return this;
    }

    CeilingCase build() {
      return new CeilingCase(month, applicant, members, living, assistance, tax);
    }

    CeilingDecision decide() {
      return MonthlyCeiling.decide(build());
    }
  }
}
