package jp.linkage.local.people;

import static jp.linkage.local.people.TaxFacts.exempt;
import static jp.linkage.local.people.TaxFacts.taxed;
import static jp.linkage.local.people.TaxFacts.without;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.local.people.Application.Expected;
import jp.linkage.local.people.Application.Member;

/**
 * The applications for 障害福祉サービス that the demo takes: one for every outcome of 施行令17条, and one for
 * every way in which tax information can be missing.
 */
public final class DemoApplications {
  private final Population population;
  private final int year;
  private final LocalDate adultBirth;
  private final List<Application> applications = new ArrayList<>();

  private DemoApplications(Population population) {
    this.population = population;
    this.year = population.fiscalYear();
    this.adultBirth = LocalDate.of(year - 40, 5, 17);
  }

  /** Adds the applicants and their households to the population. */
  public static List<Application> in(Population population) {
    var demo = new DemoApplications(population);
    demo.adults();
    demo.couples();
    demo.young();
    demo.unknowns();
    return List.copyOf(demo.applications);
  }

  private void adults() {
    alone("Lives alone, not taxed", adult(exempt()), Expected.ceiling(0));
    alone("Lives alone, income levy 42,000", adult(taxed(42_000)), Expected.ceiling(9_300));
    alone("Income levy one yen below the limit", adult(taxed(159_999)), Expected.ceiling(9_300));
    alone("Income levy exactly at the limit", adult(taxed(160_000)), Expected.ceiling(37_200));
    alone(
        "Housing-loan credit is added back over the limit",
        adult(taxed(150_000).withHousingLoanCredit(30_000)),
        Expected.ceiling(37_200));
    alone(
        "Levy on a retirement allowance does not count",
        adult(taxed(190_000).withRetirementSeparateLevy(60_000)),
        Expected.ceiling(9_300));
    alone(
        "Levy exempted by the city's ordinance",
        adult(taxed(30_000).withExemptionByOrdinance()),
        Expected.ceiling(0));
    add("Receives public assistance", adult(exempt()), now(), "home", true, List.of(), 0);
    add(
        "Lives in a group home",
        adult(taxed(42_000)),
        now(),
        "group-home",
        false,
        List.of(),
        37_200);
    Resident mover = adultBorn().assessed(City.MIDORI, year, taxed(80_000));
    alone("Moved here after 1 January", mover, Expected.ceiling(9_300));
    Resident spring =
        adultBorn()
            .assessed(City.AOBA, year - 1, exempt())
            .assessed(City.AOBA, year, taxed(200_000));
    add("May: the year before counts", spring, YearMonth.of(year, 5), "home", false, List.of(), 0);
    add("July: this year counts", spring, YearMonth.of(year, 7), "home", false, List.of(), 37_200);
  }

  private void couples() {
    couple("Levies of both together over the limit", taxed(90_000), taxed(80_000), 37_200);
    couple("Not taxed, the spouse is", exempt(), taxed(60_000), 9_300);
    couple("Neither spouse taxed", exempt(), exempt(), 0);
    Resident applicant = adult(exempt());
    Resident parent = adult(taxed(500_000));
    add(
        "Adult living with a wealthy parent: only self and spouse count",
        applicant,
        now(),
        "home",
        false,
        List.of(new Member(parent, "parent")),
        0);
    Resident spouse = adultBorn().assessed(City.MIDORI, year, taxed(20_000));
    add(
        "The spouse lived in the other city on 1 January",
        adult(taxed(40_000)),
        now(),
        "home",
        false,
        List.of(new Member(spouse, "spouse")),
        9_300);
  }

  private void young() {
    child("Child at home, household below the limit", 10, "home", taxed(279_999), 4_600);
    child("Child at home, household at the limit", 9, "home", taxed(280_000), 37_200);
    child("Child at home, household not taxed", 8, "home", exempt(), 0);
    child("17 years old, in a facility", 17, "facility", taxed(200_000), 9_300);
  }

  private void unknowns() {
    alone("Made no tax declaration", adult(without("undeclared")), Expected.open("undeclared"));
    alone("No tax materials held", adult(without("no-materials")), Expected.open("no-materials"));
    alone("No assessment for the year", unassessed(), Expected.open("no-record"));
    alone(
        "The tax office does not know the person",
        unassessed().unknownToTaxRegistry(),
        Expected.open("unknown-person"));
    alone(
        "Protected: not to be disclosed (不開示)",
        adult(taxed(42_000)).protectedBy("not-disclosable"),
        Expected.open("not-disclosable"));
    alone(
        "Protected: an official must release the answer (自動応答不可)",
        adult(taxed(42_000)).protectedBy("manual-release"),
        Expected.open("deferred"));
  }

  private Resident unassessed() {
    return adultBorn().livedIn(year, Optional.of(City.AOBA));
  }

  private Resident adult(TaxFacts facts) {
    return adultBorn().assessed(City.AOBA, year, facts);
  }

  private Resident adultBorn() {
    return population.add(adultBirth);
  }

  private YearMonth now() {
    return YearMonth.of(year, 11);
  }

  private void alone(String situation, Resident applicant, Expected expected) {
    applications.add(
        new Application(situation, applicant, now(), "home", false, List.of(), expected));
  }

  private void couple(String situation, TaxFacts applicant, TaxFacts spouse, int ceiling) {
    add(
        situation,
        adult(applicant),
        now(),
        "home",
        false,
        List.of(new Member(adult(spouse), "spouse")),
        ceiling);
  }

  private void child(String situation, int age, String living, TaxFacts guardian, int ceiling) {
    Resident child =
        population.add(LocalDate.of(year - age, 3, 3)).assessed(City.AOBA, year, exempt());
    add(
        situation,
        child,
        now(),
        living,
        false,
        List.of(new Member(adult(guardian), "guardian")),
        ceiling);
  }

  private void add(
      String situation,
      Resident applicant,
      YearMonth month,
      String living,
      boolean publicAssistance,
      List<Member> household,
      int ceiling) {
    applications.add(
        new Application(
            situation,
            applicant,
            month,
            living,
            publicAssistance,
            household,
            Expected.ceiling(ceiling)));
  }
}
