package jp.linkage.welfare.application;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.welfare.entitlement.LivingArrangement;
import jp.linkage.welfare.entitlement.Person.Relation;
import jp.linkage.welfare.entitlement.PublicAssistance;
import jp.linkage.welfare.inquiry.MunicipalityCode;
import jp.linkage.welfare.inquiry.Residence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadApplicationTest {
  private static final String COUPLE =
      """
      {"procedure":"1","serviceMonth":"2026-11","livingArrangement":"home","publicAssistance":"none",
       "nonDisclosure":false,"caseReference":"2026/0042",
       "applicant":{"addresseeNumber":"W-1","birthDate":"1986-05-17","residenceOnJanuary1":"999018"},
       "household":[{"addresseeNumber":"W-2","relation":"spouse","birthDate":"1987-06-18",
                     "sameHousehold":true,"residenceOnJanuary1":"abroad"}]}
      """;
  private static final String CHILD =
      """
      {"procedure":"1","serviceMonth":"2026-11","livingArrangement":"home","publicAssistance":"none",
       "applicant":{"addresseeNumber":"W-1","birthDate":"2016-05-17","residenceOnJanuary1":"999018"},
       "household":[{"addresseeNumber":"W-2","relation":"guardian","birthDate":"1987-06-18",
                     "sameHousehold":true,"residenceOnJanuary1":"999018"}]}
      """;

  @Test
  void completeApplication_isRead() {
    NewApplication application = read(COUPLE);
    assertEquals(
        new NewApplication(
            YearMonth.of(2026, 11),
            LivingArrangement.HOME,
            PublicAssistance.NONE,
            false,
            Optional.of(new CaseReference("2026/0042")),
            new HouseholdPerson(
                new AddresseeNumber("W-1"),
                Relation.APPLICANT,
                LocalDate.of(1986, 5, 17),
                true,
                new Residence.InMunicipality(new MunicipalityCode("999018"))),
            List.of(
                new HouseholdPerson(
                    new AddresseeNumber("W-2"),
                    Relation.SPOUSE,
                    LocalDate.of(1987, 6, 18),
                    true,
                    new Residence.Abroad()))),
        application);
    assertFalse(application.toString().contains("1986-05"), "birth dates are not printed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"procedure\":\"1\" | \"procedure\":\"2\" | $.procedure",
        "2026-11 | 2026-13 | $.serviceMonth",
        "2026-11 | 1999-11 | $.serviceMonth",
        "\"home\" | \"house\" | $.livingArrangement",
        "\"none\" | \"unknown\" | $.publicAssistance",
        "\"nonDisclosure\":false | \"nonDisclosure\":\"no\" | $.nonDisclosure",
        "2026/0042 | 2026 0042 | $.caseReference",
        "\"W-1\" | \"W_1\" | $.applicant.addresseeNumber",
        "1986-05-17 | 1986-02-30 | $.applicant.birthDate",
        "1986-05-17 | 2026-11-02 | $.applicant.birthDate",
        "\"999018\" | \"99901\" | $.applicant.residenceOnJanuary1",
        "\"abroad\" | \"overseas\" | $.household[0].residenceOnJanuary1",
        "\"spouse\" | \"applicant\" | $.household[0].relation",
        "\"sameHousehold\":true | \"sameHousehold\":1 | $.household[0].sameHousehold",
        "\"W-2\" | \"W-1\" | $.household[0].addresseeNumber",
        "\"relation\" | \"name\":\"x\",\"relation\" | $.household[0]",
        "\"procedure\" | \"name\":\"x\",\"procedure\" | $"
      })
  void badMember_isRefusedWithItsPath(String found, String replacement, String path) {
    String body = COUPLE.replace(found, replacement);
    assertFalse(body.equals(COUPLE));
    assertEquals(path, assertThrows(InvalidMessage.class, () -> read(body)).path());
  }

  @Test
  void badEnum_namesWhatIsExpected() {
    InvalidMessage refusal =
        assertThrows(InvalidMessage.class, () -> read(COUPLE.replace("\"home\"", "\"x\"")));
    assertEquals(
        "one of home, facility, medical-long-term-care, group-home, residential-training",
        refusal.expected());
  }

  @Test
  void secondSpouse_isRefused() {
    String two =
        COUPLE.replace(
            "\"household\":[",
            "\"household\":[{\"addresseeNumber\":\"W-3\",\"relation\":\"spouse\",\"birthDate\":\"1987-06-18\","
                + "\"sameHousehold\":false,\"residenceOnJanuary1\":\"999018\"},");
    assertEquals("$.household", assertThrows(InvalidMessage.class, () -> read(two)).path());
  }

  @Test
  void child_needsOneGuardianAndLivesAtHome() {
    assertEquals(1, read(CHILD).members().size());
    assertEquals(
        "$.household",
        assertThrows(InvalidMessage.class, () -> read(CHILD.replace("\"guardian\"", "\"parent\"")))
            .path());
    assertEquals(
        "$.livingArrangement",
        assertThrows(InvalidMessage.class, () -> read(CHILD.replace("\"home\"", "\"group-home\"")))
            .path());
  }

  private static NewApplication read(String body) {
    return ReadApplication.read(body.getBytes(UTF_8));
  }
}
