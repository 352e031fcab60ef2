package jp.linkage.welfare.entitlement;

import static jp.linkage.welfare.entitlement.TestHouseholds.known;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Properties over 5,000 random households; the seed is fixed, so a failure repeats. */
class MonthlyCeilingPropertyTest {
  private static final int CASES = 5_000;

  @Test
  void everyDecision_isOneOfTheFourAmounts_andNothingUnknownIsEverDecided() {
    SplittableRandom random = new SplittableRandom(17);
    int undetermined = 0;
    for (int i = 0; i < CASES; i++) {
      CeilingCase theCase = randomCase(random);
      boolean allKnown =
          theCase.counted().persons().stream()
              .allMatch(p -> theCase.taxOf(p) instanceof Fact.Known<MunicipalTax>);
      switch (MonthlyCeiling.decide(theCase)) {
        case CeilingDecision.Ceiling ceiling -> {
          assertTrue(Set.of(0L, 4_600L, 9_300L, 37_200L).contains(ceiling.monthlyYen()));
          assertTrue(allKnown || !MonthlyCeiling.needsTax(theCase.publicAssistance()));
        }
        case CeilingDecision.Undetermined _ -> {
          undetermined++;
          assertTrue(MonthlyCeiling.needsTax(theCase.publicAssistance()));
          assertTrue(!allKnown, () -> "everything known, yet undetermined: " + theCase);
        }
      }
    }
    assertTrue(undetermined > CASES / 10, "the generator reaches undetermined cases");
  }

  @Test
  void moreTax_neverLowersTheCeiling() {
    SplittableRandom random = new SplittableRandom(18);
    for (int i = 0; i < CASES; i++) {
      CeilingCase theCase = withAllKnown(randomCase(random), random);
      long before = ceiling(theCase);
      for (Person person : theCase.counted().persons()) {
        Map<String, Fact<MunicipalTax>> tax = new HashMap<>(theCase.tax());
        tax.put(person.key(), known(TestHouseholds.taxed(1_000_000)));
        assertTrue(ceiling(withTax(theCase, tax)) >= before);
      }
    }
  }

  @Test
  void taxOfPersonsWhoDoNotCount_changesNothing() {
    SplittableRandom random = new SplittableRandom(19);
    for (int i = 0; i < CASES; i++) {
      CeilingCase theCase = randomCase(random);
      Map<String, Fact<MunicipalTax>> tax = new HashMap<>();
      theCase.counted().persons().forEach(p -> tax.put(p.key(), theCase.taxOf(p)));
      assertEquals(MonthlyCeiling.decide(theCase), MonthlyCeiling.decide(withTax(theCase, tax)));
    }
  }

  @Test
  void orderOfMembers_changesNoAmount() {
    SplittableRandom random = new SplittableRandom(20);
    for (int i = 0; i < CASES; i++) {
      CeilingCase theCase = withAllKnown(randomCase(random), random);
      CeilingCase reversed =
          new CeilingCase(
              theCase.serviceMonth(),
              theCase.applicant(),
              theCase.members().reversed(),
              theCase.living(),
              theCase.publicAssistance(),
              theCase.tax());
      assertEquals(ceiling(theCase), ceiling(reversed));
    }
  }

  private static long ceiling(CeilingCase theCase) {
    return assertInstanceOf(CeilingDecision.Ceiling.class, MonthlyCeiling.decide(theCase))
        .monthlyYen();
  }

  private static CeilingCase withTax(CeilingCase c, Map<String, Fact<MunicipalTax>> tax) {
    return new CeilingCase(
        c.serviceMonth(), c.applicant(), c.members(), c.living(), c.publicAssistance(), tax);
  }

  private static CeilingCase withAllKnown(CeilingCase c, SplittableRandom random) {
    Map<String, Fact<MunicipalTax>> tax = new HashMap<>();
    c.counted().persons().forEach(p -> tax.put(p.key(), known(randomTax(random))));
    return new CeilingCase(
        c.serviceMonth(),
        c.applicant(),
        c.members(),
        c.living(),
        TestHouseholds.NO_ASSISTANCE,
        tax);
  }

  private static CeilingCase randomCase(SplittableRandom random) {
    YearMonth month = YearMonth.of(2026, 1).plusMonths(random.nextInt(24));
    LocalDate birth = month.atDay(1).minusDays(1 + random.nextInt(30 * 365));
    LivingArrangement living =
        List.of(LivingArrangement.values()).get(random.nextInt(LivingArrangement.values().length));
    Person applicant = new Person("0", Person.Relation.APPLICANT, birth, true);
    List<Person> members = new ArrayList<>();
    members.add(new Person("1", Person.Relation.GUARDIAN, LocalDate.of(1980, 1, 1), true));
    if (random.nextBoolean()) {
      members.add(
          new Person("2", Person.Relation.SPOUSE, LocalDate.of(1990, 1, 1), random.nextBoolean()));
    }
    for (int n = 3; n < 3 + random.nextInt(3); n++) {
      members.add(
          new Person(
              Integer.toString(n),
              Person.Relation.OTHER,
              LocalDate.of(1960, 1, 1),
              random.nextBoolean()));
    }
    Map<String, Fact<MunicipalTax>> tax = new HashMap<>();
    for (int n = 0; n < 6; n++) {
      if (random.nextInt(20) > 0) {
        tax.put(Integer.toString(n), randomFact(random));
      }
    }
    Fact<PublicAssistance> assistance =
        switch (random.nextInt(10)) {
          case 0 -> new Fact.Known<>(PublicAssistance.RECIPIENT);
          case 1 -> new Fact.Known<>(PublicAssistance.BOUNDARY);
          default -> TestHouseholds.NO_ASSISTANCE;
        };
    return new CeilingCase(month, applicant, members, living, assistance, tax);
  }

  private static Fact<MunicipalTax> randomFact(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> new Fact.NotHeld<>(Gap.UNDECLARED);
      case 1 -> new Fact.Pending<>(Gap.DEFERRED);
      default -> known(randomTax(random));
    };
  }

  private static MunicipalTax randomTax(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> TestHouseholds.NOT_TAXED;
      case 2 -> TestHouseholds.ABROAD;
      default -> {
        long levy = random.nextLong(300_000);
        yield new MunicipalTax.Taxed(
            levy,
            random.nextBoolean() ? 3_000 : 0,
            random.nextLong(50_000),
            random.nextLong(50_000),
            random.nextInt(4) == 0 ? random.nextLong(levy + 1) : 0,
            random.nextInt(10) == 0,
            Optional.of(new MunicipalTax.Dependants(random.nextInt(4), random.nextInt(3))),
            random.nextInt(5) == 0);
      }
    };
  }
}
