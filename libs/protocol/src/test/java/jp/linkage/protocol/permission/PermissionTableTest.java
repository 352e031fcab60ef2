package jp.linkage.protocol.permission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestRefused;
import jp.linkage.protocol.manifest.TestParties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionTableTest {
  private static final Path PAGE = Path.of("../../docs/spec/permission-table.md");
  private static final PermissionTable BUNDLED = PermissionTable.parse(PermissionTable.bundled());

  /** A table of two rows; the line numbers of the tests below count from its first line. */
  private static final String SMALL =
      """
      format: linkage-permission-table/1
      roles:
        - {id: mayor, name: 市町村長}
      relations:
        - {id: applicant, name: 申請者}
      information:
        - id: municipal-tax
          name: 市町村民税
          fields:
            - {id: incomeLevy, name: 所得割額}
      affairs:
        - id: benefits
          item: "144"
          name: 自立支援給付
          inquirerRoles: [mayor]
          procedures:
            - transcription: article
              numbers: ["1", "2"]
              name: 申請
              citation: 命令146条1号
              validFrom: "2024-05-27"
              validTo: "2030-03-31"
              rows:
                - information: municipal-tax
                  providerRoles: [mayor]
                  subjectRelations: [applicant]
                  consentRequired: false
                  fields: [incomeLevy]
                  citation: リ
      """;

  @Test
  void table_isReadAsWritten() {
    PermissionTable table = parse(SMALL);

    PermissionRow row = table.row("144.2.municipal-tax").orElseThrow();
    assertEquals(2, table.rows(new ItemNumber("144")).size());
    assertEquals("自立支援給付", row.procedure().affairName());
    assertEquals(Set.of("incomeLevy"), row.fields());
    assertEquals("リ", row.citation());
    assertEquals("市町村民税", table.nameOf(new InformationId("municipal-tax")));
    assertEquals(Bytes.sha256(SMALL.getBytes(UTF_8)), table.hash());
    assertTrue(row.procedure().isInForce(row.procedure().validTo().orElseThrow()));
    assertFalse(row.procedure().isInForce(row.procedure().validTo().orElseThrow().plusDays(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " 1 | linkage-permission-table/1        | linkage-permission-table/2",
        " 3 | {id: mayor, name: 市町村長}       | {id: mayor}",
        " 3 | {id: mayor, name: 市町村長}       | {id: mayor, name: 市町村長, note: x}",
        " 3 | {id: mayor, name: 市町村長}       | {id: Mayor, name: 市町村長}",
        "10 | id: incomeLevy                    | id: income-levy",
        "12 | id: benefits                      | id: Benefits",
        "13 | \"144\"                           | 144",
        "13 | \"144\"                           | \"0144\"",
        "15 | inquirerRoles: [mayor]            | inquirerRoles: [governor]",
        "15 | inquirerRoles: [mayor]            | inquirerRoles: [mayor, mayor]",
        "15 | inquirerRoles: [mayor]            | inquirerRoles: []",
        "15 | inquirerRoles: [mayor]            | inquirerRoles: mayor",
        "17 | transcription: article            | transcription: guess",
        "18 | [\"1\", \"2\"]                    | [1, 2]",
        "18 | [\"1\", \"2\"]                    | [\"1\", \"1\"]",
        "21 | \"2024-05-27\"                    | 2024-05-27",
        "21 | \"2024-05-27\"                    | \"2024-02-30\"",
        "17 | validTo: \"2030-03-31\"           | validTo: \"2024-05-26\"",
        "24 | information: municipal-tax        | information: pension",
        "26 | subjectRelations: [applicant]     | subjectRelations: [spouse]",
        "27 | consentRequired: false            | consentRequired: no",
        "27 | consentRequired: false            | consentRequired: \"false\"",
        "28 | fields: [incomeLevy]              | fields: [perCapitaLevy]",
        "24 | citation: リ                      | citations: リ",
        "29 | citation: リ                      | citation: ''",
        "28 | fields: [incomeLevy]              | fields: &all [incomeLevy]",
        "28 | fields: [incomeLevy]              | fields: !own [incomeLevy]",
        "21 | citation: 命令146条1号             | citation: 命令146条1号\\n        citation: x",
      })
  void table_withAnError_isRefusedWithItsLine(int line, String from, String to) {
    assertTrue(SMALL.contains(from), from);

    InvalidTable refusal =
        assertThrows(InvalidTable.class, () -> parse(SMALL.replace(from, to.replace("\\n", "\n"))));

    assertEquals(line, refusal.line(), refusal.expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "a: [", "format: x\n---\nformat: y", "\t"})
  void text_thatIsNotOneYamlMapping_isRefused(String text) {
    assertThrows(InvalidTable.class, () -> parse(text));
  }

  @Test
  void bytes_thatAreNotUtf8_areRefused() {
    assertThrows(
        InvalidTable.class, () -> PermissionTable.parse(new byte[] {(byte) 0xff, (byte) 0xfe}));
  }

  @Test
  void table_withAnInformationTwiceInAProcedure_isRefused() {
    String row = SMALL.substring(SMALL.indexOf("          - information: municipal-tax"));

    InvalidTable refusal = assertThrows(InvalidTable.class, () -> parse(SMALL + row));

    assertTrue(refusal.expected().contains("once per procedure"), refusal.expected());
  }

  @Test
  void ordinance_withoutItsMunicipality_isRefused() {
    assertThrows(InvalidTable.class, () -> parse(SMALL.replace("article", "ordinance")));
    parse(
        SMALL
            .replace("article", "ordinance")
            .replace("    item:", "    municipalityCode: \"999018\"\n    item:"));
  }

  @Test
  void bundledTable_isKnownByItsHash() {
    assertEquals(Bytes.sha256(PermissionTable.bundled()), BUNDLED.hash());
    assertEquals(BUNDLED.rows().size(), Set.copyOf(ids(BUNDLED)).size());
  }

  @Test
  void bundledTable_hasTheItemsThatWereRead() {
    Map<Transcription, Set<String>> items =
        BUNDLED.rows().stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.procedure().transcription(),
                    Collectors.mapping(row -> row.procedure().item().value(), Collectors.toSet())));

    assertEquals(Set.of("91", "92", "106", "132", "144", "155"), items.get(Transcription.ARTICLE));
    assertEquals(
        Set.of("17", "20", "37", "42", "48", "53", "69", "75", "81", "92", "107", "132"),
        items.get(Transcription.TABLE_ONLY));
    assertEquals(Set.of("ordinance-999018-1"), items.get(Transcription.ORDINANCE));
  }

  // An ordinance may not ask more than a statutory affair may (番号法19条9号)
  @Test
  void bundledOrdinance_isMarkedFictionalAndAsksTaxWithConsentOnly() {
    for (PermissionRow row : BUNDLED.rows(new ItemNumber("ordinance-999018-1"))) {
      assertTrue(row.procedure().affairName().startsWith("(架空)"));
      assertEquals(row.information().value().endsWith("-tax"), row.consentRequired());
      assertTrue(
          BUNDLED.rows().stream()
              .filter(other -> other.procedure().transcription() == Transcription.ARTICLE)
              .anyMatch(other -> other.fields().containsAll(row.fields())));
    }
  }

  @Test
  void manifest_withAnUnknownRole_isRefused() {
    Manifest manifest = new TestParties().manifest(1, PermissionTable.bundled(), Map.of());

    BUNDLED.requireKnownRoles(manifest);
    ManifestRefused refusal =
        assertThrows(ManifestRefused.class, () -> parse(SMALL).requireKnownRoles(manifest));
    assertEquals(ManifestRefused.Reason.UNKNOWN_ROLE, refusal.reason());
  }

  @Test
  void page_comparedWithTheTable_isTheSame() throws IOException {
    String page = Files.readString(PAGE);
    String marker = PermissionPage.MARKER;

    assertTrue(page.contains(marker), "the page has its marker");
    assertEquals(
        page.substring(0, page.indexOf(marker)) + PermissionPage.print(BUNDLED),
        page,
        "docs/spec/permission-table.md: run PermissionPage to print its second half anew");
  }

  private static Set<String> ids(PermissionTable table) {
    return table.rows().stream().map(PermissionRow::id).collect(Collectors.toSet());
  }

  private static PermissionTable parse(String text) {
    return PermissionTable.parse(text.getBytes(UTF_8));
  }
}
