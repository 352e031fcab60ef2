package jp.linkage.tax.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import jp.linkage.tax.assessment.ContentDraft;
import jp.linkage.tax.assessment.Expectation;

/**
 * Reads NDJSON: a line is an object with {@code addresseeNumber}, {@code fiscalYear}, {@code
 * taxStatus}, {@code addressOnJanuary1} and {@code figures}, as the API has them.
 */
final class NdjsonLines implements LineReader {
  private static final String FIGURES = "figures";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Expectation AN_OBJECT =
      new Expectation("one JSON object, no member twice", "1行に1つのJSONオブジェクト(同名の項目は不可)");
  private static final Expectation NO_SUCH_MEMBER =
      new Expectation("no such member", "このような項目はありません");
  private static final Expectation FIGURES_OBJECT =
      new Expectation("an object of figures", "金額等のオブジェクト");

  @Override
  public AssessmentLine read(int number, String text) {
    JsonNode object;
    try {
      object = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // The exception's own message quotes the line
      String place =
          e.getLocation() == null ? "character 1" : "character " + e.getLocation().getColumnNr();
      return rejected(Fault.ofColumn(number, place, FaultKind.JSON, AN_OBJECT));
    }
    if (!object.isObject()) {
      return rejected(Fault.ofLine(number, FaultKind.JSON, AN_OBJECT));
    }
    var draft = new LineDraft(number, NdjsonLines::path);
    object.properties().forEach(member -> read(member.getKey(), member.getValue(), draft));
    if (!object.has(Column.ADDRESSEE_NO.member())) {
      draft.wrong(Column.ADDRESSEE_NO);
    }
    if (!object.has(Column.FISCAL_YEAR.member())) {
      draft.wrong(Column.FISCAL_YEAR);
    }
    return draft.complete();
  }

  private static void read(String member, JsonNode value, LineDraft draft) {
    ContentDraft content = draft.content();
    switch (member) {
      case "addresseeNumber" -> draft.addressee(value.isTextual() ? value.textValue() : "");
      case "fiscalYear" -> draft.fiscalYear(value.isIntegralNumber() ? value.asText() : "");
      case ContentDraft.TAX_STATUS -> content.taxStatus(value.isTextual() ? value.textValue() : "");
      case ContentDraft.ADDRESS_ON_JANUARY_1 ->
          content.addressOnJanuary1(value.isTextual() ? value.textValue() : "");
      case FIGURES -> {
        if (value.isObject()) {
          value.properties().forEach(figure -> content.figure(figure.getKey(), figure.getValue()));
        } else {
          content.wrong(FIGURES, FIGURES_OBJECT);
        }
      }
      default -> content.wrong(member, NO_SUCH_MEMBER);
    }
  }

  private static String path(String member) {
    return Column.ofMember(member).flatMap(Column::figure).isPresent()
        ? FIGURES + "." + member
        : member;
  }

  private static AssessmentLine rejected(Fault fault) {
    return new AssessmentLine.Rejected(fault.line(), Optional.empty(), List.of(fault));
  }
}
