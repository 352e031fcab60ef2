package jp.linkage.welfare.application;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.welfare.entitlement.CeilingCase;
import jp.linkage.welfare.entitlement.CeilingDecision;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.entitlement.MonthlyCeiling;
import jp.linkage.welfare.entitlement.MunicipalTax;
import jp.linkage.welfare.inquiry.Residence;
import jp.linkage.welfare.inquiry.TaxEvidence;

/** Brings an application and its evidence before the statute. Pure. */
final class DecideApplication {
  private DecideApplication() {}

  /** The decision on what is known now; evidence of other fiscal years is left aside. */
  static CeilingDecision decide(NewApplication entered, Collection<TaxEvidence> evidence) {
    return MonthlyCeiling.decide(
        new CeilingCase(
            entered.serviceMonth(),
            entered.applicant().person(),
            entered.members().stream().map(HouseholdPerson::person).toList(),
            entered.living(),
            new Fact.Known<>(entered.publicAssistance()),
            facts(entered, evidence)));
  }

  /** Facts by addressee number. */
  static Map<String, Fact<MunicipalTax>> facts(
      NewApplication entered, Collection<TaxEvidence> evidence) {
    FiscalYear year = MonthlyCeiling.fiscalYear(entered.serviceMonth());
    Map<AddresseeNumber, Residence> residences = entered.residences();
    Map<String, Fact<MunicipalTax>> facts = new HashMap<>();
    for (TaxEvidence item : evidence) {
      Residence residence = residences.get(item.person());
      if (item.fiscalYear().equals(year) && residence != null) {
        facts.put(item.person().value(), item.fact(residence.inDesignatedCity()));
      }
    }
    return facts;
  }
}
