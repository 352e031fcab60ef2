package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.AnswerStatus;

/**
 * What the audit-service gets to see of B's answer to one item (protocol §4.8).
 *
 * @param status what everybody may see
 * @param answerDigest SHA-256(enc ‖ ciphertext); present exactly for {@code answered}
 */
public record ReleaseItem(AnswerStatus status, Optional<Bytes> answerDigest)
    implements WireMessage {
  /** Checks that a digest is there exactly where an answer is announced. */
  public ReleaseItem {
    answerDigest.ifPresent(digest -> digest.requireLength(32));
    if (answerDigest.isPresent() != (status == AnswerStatus.ANSWERED)) {
      throw new InvalidMessage("$.answerDigest", "a digest exactly for status answered");
    }
  }

  static ReleaseItem read(JsonObject json) {
    return new ReleaseItem(
        json.value("status", AnswerStatus::parse), json.optionalBytes("answerDigest", 32));
  }

  /** The leaf of answersRoot: status ‖ 0x00 ‖ digest, without the digest where there is none. */
  Bytes leaf() {
    return Bytes.concat(
        Bytes.of(status.wire().getBytes(StandardCharsets.US_ASCII)),
        Bytes.of(new byte[] {0}),
        answerDigest.orElse(Bytes.EMPTY));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject().put("status", status.wire());
    answerDigest.ifPresent(digest -> json.put("answerDigest", digest.text()));
    return json;
  }
}
