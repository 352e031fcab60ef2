package jp.linkage.welfare.application;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.welfare.entitlement.LivingArrangement;
import jp.linkage.welfare.entitlement.Person.Relation;
import jp.linkage.welfare.entitlement.PublicAssistance;
import jp.linkage.welfare.inquiry.Residence;

/** Reads the body of {@code POST /v1/applications}; says where it is wrong and what is expected. */
final class ReadApplication {
  private static final int MAX_BYTES = 64 * 1024;
  private static final int EARLIEST_YEAR = 2021;
  private static final int LATEST_YEAR = 2099;

  private ReadApplication() {}

  /**
   * Reads and checks an application.
   *
   * @throws InvalidMessage with the path and the expected form
   */
  static NewApplication read(byte[] body) {
    JsonObject json = StrictJson.object(body, MAX_BYTES);
    // 命令146条1号: 自立支援給付の支給の申請に係る事実についての審査
    json.constant("procedure", "1");
    YearMonth serviceMonth = json.value("serviceMonth", ReadApplication::month);
    LivingArrangement living =
        json.value("livingArrangement", oneOf(LivingArrangement.values(), LivingArrangement::code));
    PublicAssistance assistance =
        json.value("publicAssistance", oneOf(PublicAssistance.values(), PublicAssistance::code));
    boolean nonDisclosure = json.has("nonDisclosure") && json.bool("nonDisclosure");
    var caseReference = json.optional("caseReference", CaseReference::new);
    HouseholdPerson applicant = json.object("applicant", ReadApplication::applicant);
    List<HouseholdPerson> members =
        json.objects("household", 0, NewApplication.MAX_MEMBERS, ReadApplication::member);
    json.end();
    return new NewApplication(
        serviceMonth, living, assistance, nonDisclosure, caseReference, applicant, members);
  }

  private static HouseholdPerson applicant(JsonObject json) {
    return new HouseholdPerson(
        addressee(json), Relation.APPLICANT, birthDate(json), true, residence(json));
  }

  private static HouseholdPerson member(JsonObject json) {
    Relation[] others =
        Arrays.stream(Relation.values())
            .filter(relation -> relation != Relation.APPLICANT)
            .toArray(Relation[]::new);
    return new HouseholdPerson(
        addressee(json),
        json.value("relation", oneOf(others, Relation::code)),
        birthDate(json),
        json.bool("sameHousehold"),
        residence(json));
  }

  private static AddresseeNumber addressee(JsonObject json) {
    return json.value(
        "addresseeNumber",
        text -> {
          if (!text.matches(AddresseeNumber.PATTERN)) {
            throw InvalidMessage.value("1 to 20 letters, digits or hyphens");
          }
          return new AddresseeNumber(text);
        });
  }

  private static LocalDate birthDate(JsonObject json) {
    return json.value(
        "birthDate",
        text -> {
          try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1870 && date.getYear() <= LATEST_YEAR) {
              return date;
            }
          } catch (DateTimeException _) {
            // refused below
          }
          throw InvalidMessage.value("a date, YYYY-MM-DD");
        });
  }

  private static Residence residence(JsonObject json) {
    return json.value(
        "residenceOnJanuary1",
        text -> {
          try {
            return Residence.parse(text);
          } catch (InvalidMessage _) {
            throw InvalidMessage.value("a municipality code of six digits, or abroad");
          }
        });
  }

  private static YearMonth month(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      if (month.getYear() >= EARLIEST_YEAR && month.getYear() <= LATEST_YEAR) {
        return month;
      }
    } catch (DateTimeException _) {
      // refused below
    }
    throw InvalidMessage.value(
        "a month, YYYY-MM, of the years " + EARLIEST_YEAR + " to " + LATEST_YEAR);
  }

  private static <T> Function<String, T> oneOf(T[] values, Function<T, String> code) {
    return text ->
        Stream.of(values)
            .filter(value -> code.apply(value).equals(text))
            .findFirst()
            .orElseThrow(() ->
                InvalidMessage.value(
                    "one of " + Stream.of(values).map(code).collect(Collectors.joining(", "))));
  }
}
