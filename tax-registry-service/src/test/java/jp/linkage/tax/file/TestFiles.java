package jp.linkage.tax.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.Figure;
import jp.linkage.tax.assessment.FigureKind;
import jp.linkage.tax.assessment.TaxStatus;
import jp.linkage.tax.assessment.TestAssessments;

/** Import files made of {@link TestAssessments}. */
public final class TestFiles {
  /** All required columns, by their English names. */
  public static final String CSV_HEAD =
      Column.ALL.stream()
          .filter(Column::required)
          .map(Column::name)
          .collect(Collectors.joining(","));

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TestFiles() {}

  /** A file of the head and these lines. */
  public static String csv(String... lines) {
    return CSV_HEAD + "\n" + String.join("\n", lines);
  }

  /** A line that is right. */
  public static String csvLine(String addressee, int fiscalYear, TaxStatus status) {
    return csvLine(addressee, fiscalYear, TestAssessments.content(status));
  }

  /** A line of a content with required figures only. */
  public static String csvLine(String addressee, int fiscalYear, AssessmentContent content) {
    return addressee
        + ","
        + fiscalYear
        + ","
        + content.status().id()
        + ","
        + content.address().id()
        + ","
        + Column.ALL.stream()
            .filter(Column::required)
            .flatMap(column -> column.figure().stream())
            .map(figure -> cell(content, figure))
            .collect(Collectors.joining(","));
  }

  /** A line that is right. */
  public static String ndjsonLine(String addressee, int fiscalYear, TaxStatus status) {
    AssessmentContent content = TestAssessments.content(status);
    var line = new LinkedHashMap<String, Object>();
    line.put("addresseeNumber", addressee);
    line.put("fiscalYear", fiscalYear);
    line.put("taxStatus", content.status().id());
    line.put("addressOnJanuary1", content.address().id());
    line.put("figures", content.figures().toJson());
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cell(AssessmentContent content, Figure figure) {
    if (!content.figures().isRecorded(figure)) {
      return "";
    }
    long value = content.figures().value(figure).orElseThrow();
    return figure.kind() == FigureKind.FLAG ? Boolean.toString(value == 1) : Long.toString(value);
  }
}
