package jp.linkage.audit.flag.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.linkage.audit.flag.rule.Bulk;
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.audit.flag.rule.Severity;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadFlagRulesTest {
  @Test
  void defaults_everyRule_isOn() {
    FlagRules rules = ReadFlagRules.defaults();
    assertEquals("default-1", rules.version());
    assertEquals(ZoneId.of("Asia/Tokyo"), rules.hours().zone());
    assertEquals(Optional.of(new Bulk(Severity.HIGH, 200, 600)), rules.bulk());
    assertTrue(rules.offHours().isPresent());
    assertTrue(rules.deniedThenSuccess().isPresent());
    assertTrue(rules.requestWithoutRelease().isPresent());
    assertTrue(rules.firstTimePair().isPresent());
    assertTrue(rules.overOwnMedian().isPresent());
    assertEquals(Duration.ofDays(7), rules.repeatedPerson().orElseThrow().within());
    assertEquals(Set.of(), rules.batchAccounts());
  }

  // 勤労感謝の日, 振替休日 of 2026, 国民の休日, the end of the year
  @Test
  void defaults_daysOff_areThoseOfJapan() {
    FlagRules rules = ReadFlagRules.defaults();
    for (String day :
        List.of("2026-11-23", "2026-05-06", "2026-09-22", "2026-12-29", "2027-03-22")) {
      assertTrue(rules.hours().open(LocalDate.parse(day)).isEmpty(), day);
    }
    assertTrue(rules.hours().open(LocalDate.parse("2026-11-24")).isPresent());
  }

  // The file is the documentation: each key has a comment above it or above its group
  @Test
  void defaults_everyKey_isExplained() {
    boolean explained = false;
    for (String line :
        new String(ReadFlagRules.bundled(), StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith("#")) {
        explained = true;
      } else if (line.isBlank()) {
        explained = false;
      } else if (!line.contains(".severity")) {
        assertTrue(explained || line.startsWith("office."), line);
      }
    }
  }

  @Test
  void file_ofWhatDiffers_isOverTheDefaults() {
    FlagRules rules =
        of(
            """
            version = city-7
            # a comment
            bulk.persons-per-hour = 10
            off-hours.severity = off
            batch-accounts = aoba-tax/nightly-1, aoba-tax/nightly-2
            """);
    assertEquals("city-7", rules.version());
    assertEquals(Optional.of(new Bulk(Severity.HIGH, 10, 600)), rules.bulk());
    assertTrue(rules.offHours().isEmpty());
    assertEquals(
        Set.of(
            new Official(new AgencyId("aoba-tax"), new StaffPseudonym("nightly-1")),
            new Official(new AgencyId("aoba-tax"), new StaffPseudonym("nightly-2"))),
        rules.batchAccounts());
  }

  // A threshold that is changed without its version shows in the hash
  @Test
  void hash_ofSettings_changesWithAnyOfThem() {
    FlagRules one = of("version = 1\n");
    assertEquals(one.hash(), of("# the same\nversion = 1\nbulk.persons-per-day = 600\n").hash());
    assertNotEquals(one.hash(), of("version = 1\nbulk.persons-per-day = 601\n").hash());
    assertFalse(one.text().contains("#"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bulk.persons-per-hour = 0        | bulk.persons-per-hour: expected a whole number from 1 to 1000000000, found "0"
          bulk.persons-per-hour = many     | bulk.persons-per-hour: expected a whole number from 1 to 1000000000, found "many"
          bulk.persons-per-hour = +5       | bulk.persons-per-hour: expected a whole number from 1 to 1000000000, found "+5"
          bulk.persons-per-hour =          | bulk.persons-per-hour: expected a whole number from 1 to 1000000000, found ""
          bulk.severity = urgent           | bulk.severity: expected low, medium, high, or off, found "urgent"
          bulk.person-per-hour = 5         | bulk.person-per-hour: expected a key of this format; see the file that comes with the service
          bulk.persons-per-hour            | line 2: expected key = value
          denied-then-success.within = 2d  | denied-then-success.within: expected a number and s, m, h or d, from 1s to 1d, found "2d"
          denied-then-success.within = 30  | denied-then-success.within: expected a number and s, m, h or d, from 1s to 1d, found "30"
          denied-then-success.within = 0s  | denied-then-success.within: expected a number and s, m, h or d, from 1s to 1d, found "0s"
          office.from = 7:00               | office.from: expected a time of the day from 00:00 to 24:00, found "7:00"
          office.to = 24:01                | office.to: expected a time of the day from 00:00 to 24:00, found "24:01"
          office.to = 07:00                | office.to: expected a time after office.from
          office.days = mon,mon            | office.days: expected mon, tue, wed, thu, fri, sat or sun, with commas between them, found "mon,mon"
          office.holidays.2028 = 02-30     | office.holidays.2028: expected days MM-DD of the year in the key, with commas between them, found "02-30"
          office.holidays.next = 01-01     | office.holidays.next: expected days MM-DD of the year in the key, with commas between them, found "01-01"
          time-zone = Japan Time           | time-zone: expected a time zone such as Asia/Tokyo, found "Japan Time"
          batch-accounts = aoba-tax        | batch-accounts: expected agency/pseudonym, with commas between them, found "aoba-tax"
          over-own-median.min-days = 29    | over-own-median.min-days: expected a whole number from 1 to 28, found "29"
          version = two                    | version: expected this key once; line 2 repeats it
          """)
  void file_notInItsForm_refusedWithKeyAndExpectation(String line, String message) {
    InvalidSetting refused =
        assertThrows(InvalidSetting.class, () -> of("version = 1\n" + line + "\n"));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void file_withoutAVersion_refused() {
    assertEquals(
        "version: expected to be there: a file has a version of its own",
        assertThrows(InvalidSetting.class, () -> of("bulk.persons-per-hour = 10\n")).getMessage());
    assertEquals(
        "the file: expected UTF-8",
        assertThrows(InvalidSetting.class, () -> ReadFlagRules.of(new byte[] {(byte) 0xff}))
            .getMessage());
  }

  // A rule that is switched off is not a place to hide a mistake
  @Test
  void file_ruleSwitchedOff_isCheckedAllTheSame() {
    assertThrows(
        InvalidSetting.class,
        () -> of("version = 1\nbulk.severity = off\nbulk.persons-per-hour = 0\n"));
  }

  private static FlagRules of(String file) {
    return ReadFlagRules.of(file.getBytes(StandardCharsets.UTF_8));
  }
}
