package jp.linkage.tax.assessment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureKindTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0",
        "+1",
        "01",
        "1,000",
        "1.0",
        "1e3",
        " 1",
        "1 ",
        "",
        "\uFF11\uFF12",
        "10000000000000"
      })
  void yen_writtenOtherwiseThanAnAmount_isRefused(String text) {
    assertEquals(OptionalLong.empty(), FigureKind.YEN.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"YEN,0", "YEN,9999999999999", "INCOME_YEN,-9999999999999", "PERSONS,99"})
  void figure_atTheEndOfItsRange_isRead(FigureKind kind, String text) {
    assertEquals(OptionalLong.of(Long.parseLong(text)), kind.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"INCOME_YEN,-10000000000000", "PERSONS,100", "PERSONS,-1", "FLAG,2", "FLAG,TRUE"})
  void figure_beyondItsRange_isRefused(FigureKind kind, String text) {
    assertEquals(OptionalLong.empty(), kind.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"true,1", "1,1", "false,0", "0,0"})
  void flag_asWordOrDigit_isRead(String text, long value) {
    assertEquals(OptionalLong.of(value), FigureKind.FLAG.parse(text));
  }

  @Test
  void figures_outsideTheRangeOfTheirKind_cannotBeMade() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Figures(Map.of(Figure.MUNICIPAL_INCOME_LEVY, -1L)));
  }

  @Test
  void names_ofAFigure_followFromOneConstant() {
    assertEquals("dependantsUnder16", Figure.DEPENDANTS_UNDER_16.jsonName());
    assertEquals("dependants_under_16", Figure.DEPENDANTS_UNDER_16.columnName());
    assertEquals(Figure.DEPENDANTS_UNDER_16, Figure.named("dependantsUnder16").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"26", "02026", "1949", "2100", "R008", "2026 ", "\uFF12\uFF10\uFF12\uFF16"})
  void fiscalYear_ofAnotherForm_isRefused(String text) {
    assertEquals(Optional.empty(), FiscalYear.parse(text));
  }
}
