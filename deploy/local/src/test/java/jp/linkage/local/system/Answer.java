package jp.linkage.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;

/**
 * An HTTP response of a service.
 *
 * @param status 200, or that of the problem
 * @param contentType empty when there is none
 * @param retryAfter the header {@code Retry-After}
 * @param body the bytes
 */
record Answer(int status, String contentType, Optional<String> retryAfter, Bytes body) {
  boolean succeeded() {
    return status == 200;
  }

  Answer withBody(byte[] other) {
    return new Answer(status, contentType, retryAfter, Bytes.of(other));
  }

  JsonNode json() {
    return Json.read(body.toArray());
  }

  /** The last part of the problem's type, for instance {@code exchange-refused}. */
  String problem() {
    String type = json().path("type").asText();
    return type.substring(type.lastIndexOf(':') + 1);
  }

  @Override
  public String toString() {
    String text = new String(body.toArray(), StandardCharsets.UTF_8);
    return status + " " + text.substring(0, Math.min(300, text.length()));
  }
}
