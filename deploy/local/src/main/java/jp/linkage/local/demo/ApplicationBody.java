package jp.linkage.local.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import jp.linkage.local.people.Application;
import jp.linkage.local.people.City;
import jp.linkage.local.people.Resident;

/** Bodies of {@code POST /v1/applications} at the welfare-service. */
public final class ApplicationBody {
  private ApplicationBody() {}

  /** The body by which the welfare office takes an application in. */
  public static Map<String, Object> of(Application application) {
    int year = fiscalYear(application);
    var body = new LinkedHashMap<String, Object>();
    body.put("procedure", "1");
    body.put("serviceMonth", application.serviceMonth().toString());
    body.put("livingArrangement", application.living());
    body.put("publicAssistance", application.publicAssistance() ? "recipient" : "none");
    body.put("applicant", person(application.applicant(), year));
    body.put(
        "household", application.household().stream().map(member -> member(member, year)).toList());
    return body;
  }

  // 施行令17条: April to June go by the fiscal year before, January to March belong to it.
  private static int fiscalYear(Application application) {
    int year = application.serviceMonth().getYear();
    return application.serviceMonth().getMonthValue() <= 6 ? year - 1 : year;
  }

  private static Map<String, Object> person(Resident resident, int year) {
    var person = new LinkedHashMap<String, Object>();
    person.put("addresseeNumber", resident.welfareAddressee());
    person.put("birthDate", resident.birthDate().toString());
    person.put(
        "residenceOnJanuary1",
        resident.homeOn1January(year).map(City::municipalityCode).orElse("abroad"));
    return person;
  }

  private static Map<String, Object> member(Application.Member member, int year) {
    Map<String, Object> person = person(member.resident(), year);
    person.put("relation", member.relation());
    person.put("sameHousehold", true);
    return person;
  }
}
