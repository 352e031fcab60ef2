package jp.linkage.welfare.entitlement;

import static jp.linkage.welfare.entitlement.TestHouseholds.ADULT;
import static jp.linkage.welfare.entitlement.TestHouseholds.CHILD;
import static jp.linkage.welfare.entitlement.TestHouseholds.GUARDIAN;
import static jp.linkage.welfare.entitlement.TestHouseholds.JULY;
import static jp.linkage.welfare.entitlement.TestHouseholds.NINETEEN;
import static jp.linkage.welfare.entitlement.TestHouseholds.PARENT;
import static jp.linkage.welfare.entitlement.TestHouseholds.PARENT_ELSEWHERE;
import static jp.linkage.welfare.entitlement.TestHouseholds.SPOUSE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import jp.linkage.welfare.entitlement.CountedPersons.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountedPersonsTest {

  @ParameterizedTest
  @CsvSource({
    "2008-07-02, HOME, ADULT", // 18 reached on 1 July
    "2008-07-03, HOME, CHILD",
    "2006-07-02, FACILITY, ADULT", // 20 reached on 1 July
    "2006-07-03, FACILITY, UNDER_20_IN_FACILITY",
    "2006-07-03, MEDICAL_CARE, UNDER_20_IN_FACILITY",
    "2006-07-03, HOME, ADULT",
    "2006-07-03, GROUP_HOME, ADULT"
  })
  void scope_byAgeOnTheFirstOfTheMonth(LocalDate birth, LivingArrangement living, Scope scope) {
    assertEquals(scope, CountedPersons.scope(birth, living, JULY));
  }

  @Test
  void adult_countsOnlyTheSpouseOfTheHousehold() {
    assertEquals(
        List.of(ADULT, SPOUSE),
        CountedPersons.of(ADULT, List.of(PARENT, SPOUSE), LivingArrangement.HOME, JULY).persons());
  }

  @Test
  void under20InFacility_countsTheHousehold() {
    assertEquals(
        List.of(NINETEEN, PARENT),
        CountedPersons.of(
                NINETEEN, List.of(PARENT, PARENT_ELSEWHERE), LivingArrangement.FACILITY, JULY)
            .persons());
  }

  @Test
  void child_countsGuardianChildAndTheGuardiansHousehold() {
    assertEquals(
        List.of(GUARDIAN, CHILD, PARENT),
        CountedPersons.of(
                CHILD, List.of(PARENT, PARENT_ELSEWHERE, GUARDIAN), LivingArrangement.HOME, JULY)
            .persons());
  }
}
