package jp.linkage.tax.assessment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.EnumMap;
import java.util.Map;

/**
 * The content of an assessment as three columns of the database.
 *
 * <p>The figures are one column of type {@code jsonb}: the data layout changes every year, and a
 * revision must stay as it was recorded, without a column that came later.
 */
public final class StoredContent {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StoredContent() {}

  /** The figures as the text of a JSON object. */
  public static String figures(Figures figures) {
    try {
      return JSON.writeValueAsString(figures.toJson());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers has a JSON form", e);
    }
  }

  /**
   * Reads what was stored.
   *
   * @throws IllegalStateException when it is not what this service stores
   */
  public static AssessmentContent read(String taxStatus, String address, String figures) {
    return new AssessmentContent(
        TaxStatus.parse(taxStatus).orElseThrow(StoredContent::damaged),
        AddressOnJanuary1.parse(address).orElseThrow(StoredContent::damaged),
        readFigures(figures));
  }

  private static Figures readFigures(String text) {
    JsonNode object;
    try {
      object = JSON.readTree(text);
    } catch (JsonProcessingException _) {
      throw damaged();
    }
    Map<Figure, Long> figures = new EnumMap<>(Figure.class);
    object
        .properties()
        .forEach(member ->
            figures.put(
                Figure.named(member.getKey()).orElseThrow(StoredContent::damaged),
                member.getValue().isBoolean()
                    ? (member.getValue().booleanValue() ? 1L : 0L)
                    : member.getValue().longValue()));
    return new Figures(figures);
  }

  private static IllegalStateException damaged() {
    return new IllegalStateException("a stored assessment is not readable");
  }
}
