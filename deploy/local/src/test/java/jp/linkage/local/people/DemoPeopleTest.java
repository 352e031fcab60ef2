package jp.linkage.local.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import jp.linkage.local.people.Resident.Assessment;
import jp.linkage.protocol.number.MyNumber;
import org.junit.jupiter.api.Test;

class DemoPeopleTest {
  private final DemoPeople people = DemoPeople.make();
  private final List<Resident> residents = people.residents();

  @Test
  void residents_ofTheDemo_areAtLeast200WithValidNumbers() {
    assertTrue(residents.size() >= 200, () -> "only " + residents.size());
    for (Resident resident : residents) {
      MyNumber.parse(resident.number()).wipe();
    }
  }

  @Test
  void identifiers_ofResidents_areDistinct() {
    assertDistinct(Resident::number);
    assertDistinct(Resident::welfareAddressee);
    assertDistinct(Resident::registryAddressee);
    for (City city : City.values()) {
      assertDistinct(resident -> resident.taxAddressee(city));
    }
  }

  @Test
  void assessments_ofTheDemo_coverAllTaxStates() {
    Set<String> states =
        assessments().stream()
            .map(assessment -> assessment.facts().status())
            .collect(Collectors.toSet());
    states.addAll(
        residents.stream()
            .filter(resident -> resident.homeOn1January(DemoPeople.FISCAL_YEAR).isEmpty())
            .map(_ -> "no-domestic-address")
            .toList());
    assertEquals(
        Set.of("taxed", "exempt", "undeclared", "no-materials", "no-domestic-address"), states);
  }

  @Test
  void incomeLevies_ofTheDemo_areOnBothSidesOfEveryThreshold() {
    Set<Long> levies =
        assessments().stream()
            .map(assessment -> assessment.facts().incomeLevy())
            .collect(Collectors.toSet());
    // 施行令17条: 16万円, 28万円, 46万円
    for (long threshold : List.of(160_000L, 280_000L, 460_000L)) {
      assertTrue(
          levies.stream().anyMatch(levy -> levy > 0 && levy < threshold), () -> "< " + threshold);
      assertTrue(levies.stream().anyMatch(levy -> levy >= threshold), () -> ">= " + threshold);
    }
    assertTrue(levies.containsAll(Set.of(159_999L, 160_000L, 279_999L, 280_000L)));
  }

  @Test
  void movers_ofTheDemo_haveAssessmentsInBothCities() {
    long movers =
        residents.stream()
            .filter(resident ->
                resident.assessments().stream().map(Assessment::city).distinct().count() > 1)
            .count();
    assertTrue(movers >= 5, () -> "only " + movers);
  }

  @Test
  void applications_ofTheDemo_areAtLeast20AndCoverEveryCeiling() {
    assertTrue(people.applications().size() >= 20);
    Set<Optional<Integer>> ceilings =
        people.applications().stream()
            .map(application -> application.expected().ceiling())
            .collect(Collectors.toSet());
    assertEquals(
        Set.of(
            Optional.of(0),
            Optional.of(4_600),
            Optional.of(9_300),
            Optional.of(37_200),
            Optional.<Integer>empty()),
        ceilings);
    for (Application application : people.applications()) {
      assertTrue(residents.contains(application.applicant()), application.situation());
    }
  }

  @Test
  void people_madeTwice_areTheSame() {
    assertEquals(
        residents.stream().map(Resident::number).toList(),
        DemoPeople.make().residents().stream().map(Resident::number).toList());
  }

  private List<Assessment> assessments() {
    return residents.stream().flatMap(resident -> resident.assessments().stream()).toList();
  }

  private void assertDistinct(Function<Resident, String> identifier) {
    var seen = new HashSet<String>();
    for (Resident resident : residents) {
      assertTrue(seen.add(identifier.apply(resident)));
    }
  }
}
