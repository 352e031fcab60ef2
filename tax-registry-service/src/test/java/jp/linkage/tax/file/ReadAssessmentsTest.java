package jp.linkage.tax.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.tax.assessment.AddressOnJanuary1;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.AssessmentKey;
import jp.linkage.tax.assessment.Figure;
import jp.linkage.tax.assessment.Figures;
import jp.linkage.tax.assessment.FiscalYear;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.assessment.TestAssessments;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAssessmentsTest {
  private static final String TAXED = TestFiles.csvLine("A-1", 2026, TaxStatus.TAXED);
  private static final String UNDECLARED = TestFiles.csvLine("A-2", 2026, TaxStatus.UNDECLARED);

  @Test
  void csvFile_withEveryStatus_isReadWhole() throws IOException {
    List<TaxStatus> statuses = List.of(TaxStatus.values());
    var read =
        read(
            FileFormat.CSV,
            TestFiles.csv(
                statuses.stream()
                    .map(status -> TestFiles.csvLine("A-1", 2026, status))
                    .toArray(String[]::new)));
    assertEquals(List.of(), read.faults());
    var key = new AssessmentKey(new AddresseeNumber("A-1"), new FiscalYear(2026));
    for (int i = 0; i < statuses.size(); i++) {
      assertEquals(
          new AssessmentLine.Accepted(i + 2, key, TestAssessments.content(statuses.get(i))),
          read.lines().get(i));
    }
  }

  @Test
  void ndjsonFile_withEveryStatus_isReadAsTheSameAsCsv() throws IOException {
    String ndjson =
        String.join(
            "\n",
            Stream.of(TaxStatus.values())
                .map(status -> TestFiles.ndjsonLine("A-1", 2026, status))
                .toList());
    var read = read(FileFormat.NDJSON, ndjson);
    assertEquals(List.of(), read.faults());
    assertEquals(
        Stream.of(TaxStatus.values()).map(TestAssessments::content).toList(),
        read.lines().stream()
            .map(line -> assertInstanceOf(AssessmentLine.Accepted.class, line).content())
            .toList());
  }

  @Test
  void csvFile_withByteOrderMarkAndCarriageReturnsAndBlankLines_isRead() throws IOException {
    var read =
        read(
            FileFormat.CSV,
            "\uFEFF" + TestFiles.csv(TAXED, "", UNDECLARED, "").replace("\n", "\r\n"));
    assertEquals(List.of(), read.faults());
    assertEquals(List.of(2, 4), read.lines().stream().map(AssessmentLine::number).toList());
    assertInstanceOf(AssessmentLine.Accepted.class, read.lines().get(1));
  }

  @Test
  void csvFile_withJapaneseHeadInAnotherOrder_isRead() throws IOException {
    String head =
        String.join(
            ",",
            Column.ALL.reversed().stream().filter(Column::required).map(Column::term).toList());
    String[] cells = UNDECLARED.split(",", -1);
    var reversed = new ArrayList<>(List.of(cells).reversed());
    var read = read(FileFormat.CSV, head + "\n" + String.join(",", reversed));
    assertEquals(
        new AssessmentContent(TaxStatus.UNDECLARED, AddressOnJanuary1.MUNICIPALITY, Figures.NONE),
        assertInstanceOf(AssessmentLine.Accepted.class, read.lines().getFirst()).content());
  }

  @Test
  void quotedCells_areRead() throws IOException {
    var read = read(FileFormat.CSV, TestFiles.csv("\"" + TAXED.replace(",", "\",\"") + "\""));
    assertInstanceOf(AssessmentLine.Accepted.class, read.lines().getFirst());
  }

  @Test
  void optionalColumn_thatIsEmpty_isNotRecorded() throws IOException {
    String head = TestFiles.CSV_HEAD + ",salary_revenue,business_income";
    var read = read(FileFormat.CSV, head + "\n" + TAXED + ",,-40000");
    Figures figures =
        assertInstanceOf(AssessmentLine.Accepted.class, read.lines().getFirst())
            .content()
            .figures();
    assertEquals(OptionalLong.empty(), figures.value(Figure.SALARY_REVENUE));
    assertEquals(OptionalLong.of(-40_000), figures.value(Figure.BUSINESS_INCOME));
  }

  static Stream<Arguments> badHeads() {
    return Stream.of(
        Arguments.of(
            FaultKind.MISSING_COLUMN,
            "fiscal_year",
            TestFiles.CSV_HEAD.replace("fiscal_year,", "")),
        Arguments.of(
            FaultKind.MISSING_COLUMN,
            "municipal_income_levy",
            TestFiles.CSV_HEAD.replace(",municipal_income_levy", "")),
        Arguments.of(FaultKind.UNKNOWN_COLUMN, "氏名", TestFiles.CSV_HEAD + ",氏名"),
        Arguments.of(FaultKind.REPEATED_COLUMN, "課税状態", TestFiles.CSV_HEAD + ",課税状態"));
  }

  @ParameterizedTest
  @MethodSource("badHeads")
  void head_withAWrongColumn_endsTheReadingAndNamesIt(FaultKind kind, String column, String head)
      throws IOException {
    var read = read(FileFormat.CSV, head + "\n" + TAXED);
    assertEquals(List.of(), read.lines());
    assertEquals(1, read.faults().size());
    Fault fault = read.faults().getFirst();
    assertEquals(kind, fault.kind());
    assertEquals(Optional.of(column), fault.column());
    assertEquals(1, fault.line());
  }

  @Test
  void fileWithoutHead_isRefusedWithoutRepeatingItsData() throws IOException {
    var read = read(FileFormat.CSV, TAXED);
    assertFalse(read.faults().isEmpty());
    assertFalse(read.faults().toString().contains("98400"));
    assertFalse(read.faults().toString().contains("A-1"));
  }

  static Stream<Arguments> badLines() {
    return Stream.of(
        Arguments.of(FaultKind.VALUE, "addressee_no", TAXED.replace("A-1", "A_1")),
        Arguments.of(FaultKind.VALUE, "addressee_no", TAXED.replace("A-1", "")),
        Arguments.of(FaultKind.VALUE, "fiscal_year", TAXED.replace("2026", "R8")),
        Arguments.of(FaultKind.VALUE, "tax_status", TAXED.replace("taxed", "paid")),
        Arguments.of(FaultKind.VALUE, "address_on_january_1", TAXED.replace("municipality", "")),
        Arguments.of(
            FaultKind.VALUE,
            "municipal_income_levy",
            TAXED.replace("98400", "98,400".replace(",", "."))),
        Arguments.of(FaultKind.VALUE, "municipal_income_levy", TAXED.replace("98400", "-98400")),
        Arguments.of(FaultKind.VALUE, "municipal_income_levy", TAXED.replace("98400", "")),
        Arguments.of(
            FaultKind.VALUE,
            "total_income",
            UNDECLARED.replace("municipality,,", "municipality,,0")));
  }

  @ParameterizedTest
  @MethodSource("badLines")
  void csvLine_withOneWrongCell_isRejectedNamingLineAndColumn(
      FaultKind kind, String column, String line) throws IOException {
    var read = read(FileFormat.CSV, TestFiles.csv(UNDECLARED, line));
    assertEquals(List.of(), read.faults());
    assertInstanceOf(AssessmentLine.Accepted.class, read.lines().getFirst());
    var faults = rejected(read.lines().get(1)).faults();
    assertEquals(1, faults.size());
    assertEquals(3, faults.getFirst().line());
    assertEquals(kind, faults.getFirst().kind());
    assertEquals(Optional.of(column), faults.getFirst().column());
  }

  @Test
  void csvLine_withTooManyOrTooFewCells_isRejectedWithBothCounts() throws IOException {
    var read = read(FileFormat.CSV, TestFiles.csv(TAXED + ",0", "A-1,2026"));
    int columns = TestFiles.CSV_HEAD.split(",").length;
    for (AssessmentLine line : read.lines()) {
      Fault fault = rejected(line).faults().getFirst();
      assertEquals(FaultKind.CELL_COUNT, fault.kind());
      assertTrue(fault.expected().en().startsWith(columns + " cells"));
    }
    assertTrue(rejected(read.lines().get(1)).faults().getFirst().expected().en().endsWith("are 2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"A-1,2026", "\"A-1\"x,2026"})
  void csvLine_withALostQuotationMark_spoilsOnlyItself(String line) throws IOException {
    var read = read(FileFormat.CSV, TestFiles.csv(line, UNDECLARED));
    assertEquals(FaultKind.QUOTING, rejected(read.lines().getFirst()).faults().getFirst().kind());
    assertInstanceOf(AssessmentLine.Accepted.class, read.lines().get(1));
  }

  @Test
  void csvLine_withSeveralWrongCells_tellsThemAll() throws IOException {
    var read =
        read(
            FileFormat.CSV,
            TestFiles.csv(TAXED.replace("A-1", "!").replace("98400", "x").replace("3160000", "y")));
    assertEquals(
        List.of("addressee_no", "total_income", "municipal_income_levy"),
        rejected(read.lines().getFirst()).faults().stream()
            .map(fault -> fault.column().orElseThrow())
            .toList());
  }

  @Test
  void rejectedLine_whoseKeyIsReadable_keepsTheKey() throws IOException {
    var read = read(FileFormat.CSV, TestFiles.csv(TAXED.replace("98400", "x")));
    assertEquals(
        Optional.of(new AssessmentKey(new AddresseeNumber("A-1"), new FiscalYear(2026))),
        rejected(read.lines().getFirst()).key());
  }

  static Stream<Arguments> badJson() {
    String good = TestFiles.ndjsonLine("A-1", 2026, TaxStatus.TAXED);
    return Stream.of(
        Arguments.of(FaultKind.JSON, "character", good.substring(0, good.length() - 2)),
        Arguments.of(FaultKind.JSON, "character", good + " {}"),
        Arguments.of(
            FaultKind.JSON, "character", good.replaceFirst("\\{", "{\"fiscalYear\":2026,")),
        Arguments.of(FaultKind.JSON, "", "[1]"),
        Arguments.of(FaultKind.VALUE, "name", good.replaceFirst("\\{", "{\"name\":\"x\",")),
        Arguments.of(FaultKind.VALUE, "fiscalYear", good.replace("2026", "\"2026\"")),
        Arguments.of(FaultKind.VALUE, "fiscalYear", good.replace("\"fiscalYear\":2026,", "")),
        Arguments.of(FaultKind.VALUE, "addresseeNumber", good.replace("\"A-1\"", "1")),
        Arguments.of(FaultKind.VALUE, "taxStatus", good.replace("\"taxed\"", "null")),
        Arguments.of(
            FaultKind.VALUE, "figures.municipalIncomeLevy", good.replace("98400", "\"98400\"")),
        Arguments.of(
            FaultKind.VALUE, "figures.municipalIncomeLevy", good.replace("98400", "98400.0")),
        Arguments.of(FaultKind.VALUE, "figures.exemptedByOrdinance", good.replace(":false", ":0")),
        Arguments.of(
            FaultKind.VALUE, "incomes", good.replaceFirst("\"totalIncome\"", "\"incomes\"")));
  }

  @ParameterizedTest
  @MethodSource("badJson")
  void ndjsonLine_withAFault_isRejectedNamingTheMember(FaultKind kind, String column, String line)
      throws IOException {
    var read = read(FileFormat.NDJSON, line);
    Fault fault = rejected(read.lines().getFirst()).faults().getFirst();
    assertEquals(kind, fault.kind());
    assertTrue(fault.column().orElse("").startsWith(column), () -> fault.column().toString());
  }

  static Stream<Arguments> otherEncodings() {
    return Stream.of(
        Arguments.of("Shift_JIS", "windows-31j"),
        Arguments.of("EUC-JP", "EUC-JP"),
        Arguments.of("UTF-16", "UTF-16LE"));
  }

  @ParameterizedTest
  @MethodSource("otherEncodings")
  void fileInAnotherEncoding_isRefusedWithItsNameAndTheByte(String name, String charset)
      throws IOException {
    byte[] file =
        (TestFiles.CSV_HEAD.replace("addressee_no", "宛名番号") + "\n" + TAXED)
            .getBytes(Charset.forName(charset));
    var read = read(FileFormat.CSV, file);
    Fault fault = read.faults().getFirst();
    assertEquals(FaultKind.ENCODING, fault.kind());
    assertTrue(fault.expected().en().endsWith("looks like " + name), fault.expected().en());
    assertEquals(OptionalLong.of(0), fault.byteOffset());
  }

  @Test
  void wrongByte_inALaterLine_isSaidWithItsPositionInTheFile() throws IOException {
    String good = TestFiles.csv(TAXED);
    var file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    file.writeBytes((good + "\n課").getBytes(StandardCharsets.UTF_8));
    int position = file.size();
    file.writeBytes(new byte[] {(byte) 0x80, ',', '\n'});
    var read = read(FileFormat.CSV, file.toByteArray());
    assertEquals(1, read.lines().size());
    assertEquals(3, read.faults().getFirst().line());
    assertEquals(OptionalLong.of(position), read.faults().getFirst().byteOffset());
  }

  @Test
  void lineThatNeverEnds_isRejectedAndTheNextOneRead() throws IOException {
    var read =
        read(FileFormat.CSV, TestFiles.csv("x".repeat(Utf8Lines.LONGEST_LINE + 1), UNDECLARED));
    assertEquals(
        FaultKind.LINE_LENGTH, rejected(read.lines().getFirst()).faults().getFirst().kind());
    assertInstanceOf(AssessmentLine.Accepted.class, read.lines().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n"})
  void fileWithoutData_isRefused(String file) throws IOException {
    for (FileFormat format : FileFormat.values()) {
      assertEquals(FaultKind.EMPTY_FILE, read(format, file).faults().getFirst().kind());
    }
    assertEquals(
        FaultKind.EMPTY_FILE,
        read(FileFormat.CSV, TestFiles.CSV_HEAD + "\n").faults().getFirst().kind());
  }

  private record Reading(List<Fault> faults, List<AssessmentLine> lines) {}

  private static Reading read(FileFormat format, String file) throws IOException {
    return read(format, file.getBytes(StandardCharsets.UTF_8));
  }

  private static Reading read(FileFormat format, byte[] file) throws IOException {
    var lines = new ArrayList<AssessmentLine>();
    List<Fault> faults = ReadAssessments.read(new ByteArrayInputStream(file), format, lines::add);
    return new Reading(faults, lines);
  }

  private static AssessmentLine.Rejected rejected(AssessmentLine line) {
    return assertInstanceOf(AssessmentLine.Rejected.class, line);
  }
}
