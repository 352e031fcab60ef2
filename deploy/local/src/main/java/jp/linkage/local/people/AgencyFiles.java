package jp.linkage.local.people;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.function.Function;

/** What the agencies' own systems would export about the residents, in the form of the imports. */
public final class AgencyFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long FOREST_ENVIRONMENT_TAX = 1_000;

  private AgencyFiles() {}

  /** The residents of a tax registry's books: {@code addressee_no,my_number}. */
  public static String taxPersons(Collection<Resident> residents, City city) {
    return persons(
        residents.stream().filter(resident -> resident.taxCities().contains(city)).toList(),
        resident -> resident.taxAddressee(city));
  }

  /** The residents of the welfare office's books: {@code addressee_no,my_number}. */
  public static String welfarePersons(Collection<Resident> residents) {
    return persons(residents, Resident::welfareAddressee);
  }

  private static String persons(
      Collection<Resident> residents, Function<Resident, String> addressee) {
    var csv = new StringBuilder("addressee_no,my_number\n");
    for (Resident resident : residents) {
      csv.append(addressee.apply(resident)).append(',').append(resident.number()).append('\n');
    }
    return csv.toString();
  }

  /** A tax registry's assessments, as NDJSON. */
  public static String assessments(Collection<Resident> residents, City city) {
    var ndjson = new StringBuilder();
    for (Resident resident : residents) {
      for (Resident.Assessment assessment : resident.assessments()) {
        if (assessment.city() == city) {
          ndjson.append(line(resident, assessment)).append('\n');
        }
      }
    }
    return ndjson.toString();
  }

  private static String line(Resident resident, Resident.Assessment assessment) {
    TaxFacts facts = assessment.facts();
    boolean abroad = facts.status().equals("no-domestic-address");
    ObjectNode line = JSON.createObjectNode();
    line.put("addresseeNumber", resident.taxAddressee(assessment.city()));
    line.put("fiscalYear", assessment.fiscalYear());
    line.put("taxStatus", facts.status());
    line.put("addressOnJanuary1", abroad ? "abroad" : "municipality");
    if (facts.hasAmounts()) {
      amounts(line.putObject("figures"), facts);
    }
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers are always JSON", e);
    }
  }

  private static void amounts(ObjectNode figures, TaxFacts facts) {
    boolean taxed = facts.status().equals("taxed");
    // 標準税率: of 10 %, the municipality's part is 6 and the prefecture's 4.
    long prefecturalLevy = facts.incomeLevy() * 4 / 6;
    long prefecturalSeparate = facts.retirementSeparateLevy() * 4 / 6;
    long prefecturalPerCapita = taxed ? 1_000 : 0;
    figures.put("totalIncome", taxed ? 1_000_000 + facts.incomeLevy() * 20 : 300_000);
    figures.put("pensionRevenue", 0);
    figures.put("dependantsUnder16", 0);
    figures.put("dependantsFrom16To18", 0);
    figures.put("municipalAdjustmentCredit", 0);
    figures.put("municipalDividendCredit", 0);
    figures.put("municipalHousingLoanCredit", facts.housingLoanCredit());
    figures.put("municipalDonationCredit", 0);
    figures.put("municipalForeignTaxCredit", 0);
    figures.put("municipalIncomeLevy", facts.incomeLevy());
    figures.put("municipalPerCapitaLevy", facts.perCapitaLevy());
    figures.put("municipalRetirementSeparateLevy", facts.retirementSeparateLevy());
    figures.put(
        "municipalReducedAmount",
        facts.exemptedByOrdinance() ? facts.incomeLevy() + facts.perCapitaLevy() : 0);
    figures.put("prefecturalAdjustmentCredit", 0);
    figures.put("prefecturalDividendCredit", 0);
    figures.put("prefecturalHousingLoanCredit", facts.housingLoanCredit() * 4 / 6);
    figures.put("prefecturalDonationCredit", 0);
    figures.put("prefecturalForeignTaxCredit", 0);
    figures.put("prefecturalIncomeLevy", prefecturalLevy);
    figures.put("prefecturalPerCapitaLevy", prefecturalPerCapita);
    figures.put("prefecturalRetirementSeparateLevy", prefecturalSeparate);
    figures.put(
        "prefecturalReducedAmount",
        facts.exemptedByOrdinance() ? prefecturalLevy + prefecturalPerCapita : 0);
    figures.put("forestEnvironmentTax", taxed ? FOREST_ENVIRONMENT_TAX : 0);
    figures.put("exemptedByOrdinance", facts.exemptedByOrdinance());
  }
}
