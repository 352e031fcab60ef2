package jp.linkage.local.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bodies of {@code POST /v1/inquiries} at the welfare-service. */
public final class Inquiries {
  private Inquiries() {}

  /**
   * Asks for the municipal tax of one person under item 144 (障害者総合支援法).
   *
   * @param provider id of the tax registry
   * @param addressee the welfare office's number of the person
   * @param procedure 号: {@code 1} 支給申請 may ask, {@code 2} 支給決定の変更 may not
   */
  public static Map<String, Object> municipalTax(
      String provider, String addressee, String procedure, int fiscalYear, String caseReference) {
    return new TreeMap<>(
        Map.of(
            "provider",
            provider,
            "itemNumber",
            "144",
            "affair",
            "disability-support-benefits",
            "procedure",
            procedure,
            "information",
            List.of("municipal-tax"),
            "subjectRelation",
            "applicant",
            "caseReference",
            caseReference,
            "subjects",
            List.of(
                Map.of(
                    "addresseeNumber",
                    addressee,
                    "parameters",
                    Map.of("fiscalYear", String.valueOf(fiscalYear))))));
  }
}
