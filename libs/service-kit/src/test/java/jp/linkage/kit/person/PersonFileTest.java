package jp.linkage.kit.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.util.List;
import jp.linkage.kit.person.PersonFile.Line;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.testing.TestNumbers;
import org.junit.jupiter.api.Test;

class PersonFileTest {
  // made-up numbers with right check digits
  private static final String ONE = TestNumbers.numbered(1);
  private static final String TWO = TestNumbers.numbered(2);

  private static List<Line> read(String... lines) {
    return PersonFile.read(("addressee_no,my_number\n" + String.join("\n", lines)).getBytes(UTF_8));
  }

  private static Line.Invalid invalid(List<Line> lines, int index) {
    return assertInstanceOf(Line.Invalid.class, lines.get(index));
  }

  @Test
  void file_withValidLines_isRead() {
    List<Line> lines = read("A-1," + ONE, "", "\"A-2\", " + TWO, "");
    assertEquals(2, lines.size());
    assertEquals(2, assertInstanceOf(Line.Valid.class, lines.get(0)).number());
    Line.Valid second = assertInstanceOf(Line.Valid.class, lines.get(1));
    assertEquals(4, second.number());
    assertEquals(new AddresseeNumber("A-2"), second.addresseeNumber());
  }

  @Test
  void file_withByteOrderMarkAndWindowsLines_isRead() {
    List<Line> lines =
        PersonFile.read(("\uFEFFaddressee_no,my_number\r\n1," + ONE + "\r\n").getBytes(UTF_8));
    assertInstanceOf(Line.Valid.class, lines.getFirst());
  }

  @Test
  void file_inShiftJis_isRefusedByName() {
    byte[] csv = "addressee_no,my_number\n宛名,1".getBytes(Charset.forName("windows-31j"));
    ProblemException refused = assertThrows(ProblemException.class, () -> PersonFile.read(csv));
    assertTrue(refused.toString().contains("Shift_JIS"));
  }

  @Test
  void file_withOtherColumns_isRefused() {
    byte[] csv = "my_number,addressee_no\n1,2".getBytes(UTF_8);
    ProblemException refused = assertThrows(ProblemException.class, () -> PersonFile.read(csv));
    assertTrue(refused.toString().contains("line 1"));
    assertThrows(ProblemException.class, () -> PersonFile.read(new byte[0]));
    assertThrows(ProblemException.class, () -> read(""));
  }

  @Test
  void line_withWrongCheckDigit_namesTheRuleAndNotTheNumber() {
    String wrong = ONE.substring(0, 11) + (ONE.charAt(11) == '0' ? '1' : '0');
    Line.Invalid line = invalid(read("1," + wrong), 0);
    assertEquals("my_number", line.column());
    assertTrue(line.expected().contains("check digit"), line.expected());
    assertFalse(line.expected().contains(wrong.substring(0, 6)), line.expected());
  }

  @Test
  void line_withElevenDigits_hintsAtDroppedZeros() {
    assertTrue(invalid(read("1," + ONE.substring(1)), 0).expected().contains("leading zeros"));
  }

  @Test
  void line_withWrongAddresseeNumber_namesTheColumn() {
    assertEquals("addressee_no", invalid(read("宛名1," + ONE), 0).column());
    assertEquals("addressee_no", invalid(read("1," + ONE + ",x"), 0).column());
  }

  @Test
  void lines_withTwoPersonsUnderOneAddressee_areBothRefused() {
    List<Line> lines = read("1," + ONE, "1," + TWO);
    assertTrue(invalid(lines, 0).expected().contains("line 3"));
    assertTrue(invalid(lines, 1).expected().contains("line 2"));
  }

  @Test
  void lines_withOnePersonUnderTwoAddressees_areBothRefused() {
    List<Line> lines = read("1," + ONE, "2," + ONE);
    assertEquals("my_number", invalid(lines, 0).column());
    assertTrue(invalid(lines, 1).expected().contains("line 2"));
  }

  @Test
  void line_thatRepeatsAnother_isRefusedAndTheFirstStays() {
    List<Line> lines = read("1," + ONE, "1," + ONE);
    assertInstanceOf(Line.Valid.class, lines.get(0));
    assertTrue(invalid(lines, 1).expected().contains("line 2"));
  }
}
