package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * What only A reads of an answer (protocol §4.8). Sealed in its canonical form, padded by the
 * sealing.
 *
 * @param outcome what B found
 * @param salt 32 random octets that hide the outcome in B's commitment
 * @param information what is provided, each kind once; present exactly for {@code provided}
 */
public record AnswerPayload(Outcome outcome, Bytes salt, List<ProvidedInformation> information)
    implements WireMessage {
  /** The most bytes of the payload. */
  public static final int MAX_BYTES = 16 * 1024 - 64;

  /** Checks sizes, and that information is there exactly where something is provided. */
  public AnswerPayload {
    salt.requireLength(32);
    information = List.copyOf(information);
    if (information.size() > LegalBasis.MAX_INFORMATION
        || information.isEmpty() == (outcome == Outcome.PROVIDED)) {
      throw new InvalidMessage("$.information", "information exactly for outcome provided");
    }
    var ids = new HashSet<>();
    if (!information.stream().allMatch(kind -> ids.add(kind.id()))) {
      throw new InvalidMessage("$.information", "each kind of information once");
    }
  }

  /**
   * Reads the opened plaintext without its padding.
   *
   * @throws InvalidMessage when its form is wrong
   */
  public static AnswerPayload parse(byte[] utf8) {
    JsonObject json = StrictJson.canonicalObject(utf8, MAX_BYTES);
    AnswerPayload payload =
        new AnswerPayload(
            json.value("outcome", Outcome::parse),
            json.bytes("salt", 32),
            json.objects("information", 0, LegalBasis.MAX_INFORMATION, ProvidedInformation::read));
    json.end();
    return payload;
  }

  /** SHA-256(salt ‖ outcome): this item's part of B's commitment to the outcomes. */
  public Bytes commitment() {
    return Bytes.sha256(salt, Bytes.of(outcome.wire().getBytes(StandardCharsets.US_ASCII)));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        StrictJson.newObject().put("outcome", outcome.wire()).put("salt", salt.text());
    ArrayNode array = json.putArray("information");
    information.forEach(kind -> array.add(kind.json()));
    return json;
  }

  /** Not the outcome, which says something about a person. */
  @Override
  public String toString() {
    return "AnswerPayload[redacted]";
  }
}
