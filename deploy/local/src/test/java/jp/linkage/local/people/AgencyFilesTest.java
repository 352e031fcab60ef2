package jp.linkage.local.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AgencyFilesTest {
  private final List<Resident> residents = DemoPeople.make().residents();

  @Test
  void welfarePersons_ofAllResidents_haveALineEach() {
    List<String> lines = AgencyFiles.welfarePersons(residents).lines().toList();
    assertEquals("addressee_no,my_number", lines.getFirst());
    assertEquals(residents.size() + 1, lines.size());
    assertTrue(lines.stream().skip(1).allMatch(line -> line.matches("W[0-9]{6},[0-9]{12}")));
  }

  @Test
  void taxPersons_ofACity_areThoseWhomItsTaxOfficeKnows() {
    for (City city : City.values()) {
      List<String> lines = AgencyFiles.taxPersons(residents, city).lines().skip(1).toList();
      assertEquals(
          residents.stream()
              .filter(resident -> resident.taxCities().contains(city))
              .map(resident -> resident.taxAddressee(city) + "," + resident.number())
              .toList(),
          lines);
      assertTrue(lines.size() < residents.size());
    }
  }

  @Test
  void assessments_ofACity_nameNoNumberAndOnlyItsOwnTaxpayers() throws IOException {
    for (City city : City.values()) {
      String file = AgencyFiles.assessments(residents, city);
      var own =
          residents.stream()
              .map(resident -> resident.taxAddressee(city))
              .collect(Collectors.toSet());
      for (String line : file.lines().toList()) {
        JsonNode assessment = new ObjectMapper().readTree(line);
        assertTrue(own.contains(assessment.path("addresseeNumber").asText()));
        boolean amounts =
            List.of("taxed", "exempt").contains(assessment.path("taxStatus").asText());
        assertEquals(amounts, assessment.has("figures"), line);
      }
      for (Resident resident : residents) {
        assertFalse(file.contains(resident.number()));
      }
    }
  }

  @Test
  void prefecturalLevy_ofATaxedPerson_isTwoThirdsOfTheMunicipalOne() throws IOException {
    var resident =
        new Resident(1, "123456789018", java.time.LocalDate.of(1980, 1, 1))
            .assessed(City.AOBA, 2026, TaxFacts.taxed(60_000));
    JsonNode figures =
        new ObjectMapper()
            .readTree(AgencyFiles.assessments(List.of(resident), City.AOBA))
            .path("figures");
    // 標準税率: 6 % for the municipality, 4 % for the prefecture
    assertEquals(60_000, figures.path("municipalIncomeLevy").asLong());
    assertEquals(40_000, figures.path("prefecturalIncomeLevy").asLong());
    assertEquals(1_000, figures.path("forestEnvironmentTax").asLong());
  }
}
