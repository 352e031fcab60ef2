package jp.linkage.welfare.application;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.welfare.entitlement.Gap;
import jp.linkage.welfare.entitlement.Line;

/** Explanations and open facts as the table's jsonb columns have them. */
final class StoredExplanation {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredExplanation() {}

  static String lines(List<Line> lines) {
    ArrayNode array = JSON.createArrayNode();
    for (Line line : lines) {
      ObjectNode node =
          array
              .addObject()
              .put("article", line.article())
              .put("ja", line.japanese())
              .put("en", line.english());
      line.comparison()
          .ifPresent(compared ->
              node.putObject("comparison")
                  .put("amount", compared.amount())
                  .put("threshold", compared.threshold())
                  .put("below", compared.below()));
    }
    return write(array);
  }

  static List<Line> lines(String json) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode node : read(json)) {
      JsonNode compared = node.path("comparison");
      lines.add(
          new Line(
              node.path("article").asText(),
              node.path("ja").asText(),
              node.path("en").asText(),
              compared.isObject()
                  ? Optional.of(
                      new Line.Comparison(
                          compared.path("amount").asLong(),
                          compared.path("threshold").asLong(),
                          compared.path("below").asBoolean()))
                  : Optional.empty()));
    }
    return lines;
  }

  static String open(List<OpenFact> open) {
    ArrayNode array = JSON.createArrayNode();
    for (OpenFact fact : open) {
      array.addObject().put("person", fact.person().value()).put("gap", fact.gap().name());
    }
    return write(array);
  }

  static List<OpenFact> open(String json) {
    List<OpenFact> open = new ArrayList<>();
    for (JsonNode node : read(json)) {
      open.add(
          new OpenFact(
              new AddresseeNumber(node.path("person").asText()),
              Gap.valueOf(node.path("gap").asText())));
    }
    return open;
  }

  private static String write(ArrayNode array) {
    try {
      return JSON.writeValueAsString(array);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds JSON", e);
    }
  }
}
