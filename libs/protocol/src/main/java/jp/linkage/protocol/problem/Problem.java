package jp.linkage.protocol.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/**
 * A problem document (RFC 9457, {@code application/problem+json}).
 *
 * @param type the row of the table
 * @param stage who failed
 * @param detail what was expected, or what to do; never a token, a number, a name or a content
 * @param instance path of the request, without its query; empty when unknown
 * @param traceId finds the event in the log of the party that failed
 */
public record Problem(
    ProblemType type, Stage stage, String detail, String instance, String traceId) {
  /** The media type of a problem document. */
  public static final String MEDIA_TYPE = "application/problem+json";

  /** The longest text of {@code detail}, in characters. */
  public static final int MAX_DETAIL = 1_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  public Problem {
    if (detail.length() > MAX_DETAIL) {
      detail = detail.substring(0, MAX_DETAIL);
    }
  }

  /** The document, UTF-8. */
  public byte[] toJson() {
    ObjectNode json = JSON.createObjectNode();
    json.put("type", type.uri());
    json.put("title", type.title());
    json.put("status", type.status());
    json.put("detail", detail);
    json.put("instance", instance);
    json.put("stage", stage.id());
    json.put("retryable", type.retryable());
    json.put("traceId", traceId);
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers are always JSON", e);
    }
  }

  /**
   * Reads another party's problem document.
   *
   * @return empty when it is none, or of a type that this version does not know
   */
  public static Optional<Problem> parse(byte[] json) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node == null) {
        return Optional.empty();
      }
      return ProblemType.ofUri(node.path("type").asText())
          .flatMap(type ->
              Stage.named(node.path("stage").asText())
                  .map(stage ->
                      new Problem(
                          type,
                          stage,
                          node.path("detail").asText(),
                          node.path("instance").asText(),
                          node.path("traceId").asText())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
