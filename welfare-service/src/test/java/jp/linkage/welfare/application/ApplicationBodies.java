package jp.linkage.welfare.application;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Request bodies and tax records for the tests over REST. */
final class ApplicationBodies {
  private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

  private ApplicationBodies() {}

  /** A new addressee number, so that tests do not meet. */
  static String newPerson() {
    return "W-" + NUMBERS.incrementAndGet();
  }

  static Map<String, Object> adult(String number) {
    return applicant(number, "1986-05-17", "999018");
  }

  static Map<String, Object> applicant(String number, String birthDate, String residence) {
    return Map.of(
        "addresseeNumber", number, "birthDate", birthDate, "residenceOnJanuary1", residence);
  }

  static Map<String, Object> member(
      String number, String relation, boolean sameHousehold, String residence) {
    return Map.of(
        "addresseeNumber",
        number,
        "relation",
        relation,
        "birthDate",
        "1985-01-02",
        "sameHousehold",
        sameHousehold,
        "residenceOnJanuary1",
        residence);
  }

  /** At home, no public assistance, November 2026; {@code changes} replaces members. */
  @SafeVarargs
  static Map<String, Object> body(
      Map<String, Object> applicant, Map<String, Object> changes, Map<String, Object>... members) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("procedure", "1");
    body.put("serviceMonth", "2026-11");
    body.put("livingArrangement", "home");
    body.put("publicAssistance", "none");
    body.put("applicant", applicant);
    List<Object> household = new ArrayList<>();
    for (Map<String, Object> member : members) {
      household.add(member);
    }
    body.put("household", household);
    body.putAll(changes);
    return body;
  }

  static Map<String, Object> exempt(long year) {
    return Map.of("fiscalYear", year, "taxStatus", "exempt");
  }

  static Map<String, Object> status(String status) {
    return Map.of("fiscalYear", 2026L, "taxStatus", status);
  }

  static Map<String, Object> taxed(long year, long incomeLevy) {
    Map<String, Object> fields =
        new HashMap<>(
            Map.of(
                "fiscalYear",
                year,
                "taxStatus",
                "taxed",
                "incomeLevy",
                incomeLevy,
                "perCapitaLevy",
                3_000L,
                "housingLoanCredit",
                0L,
                "donationCredit",
                0L,
                "retirementSeparateLevy",
                0L,
                "exemptedByOrdinance",
                false));
    fields.put("dependantsUnder16", 0L);
    fields.put("dependantsFrom16To18", 0L);
    return fields;
  }

  static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
    Map<String, Object> changed = new HashMap<>(fields);
    changed.put(name, value);
    return changed;
  }
}
