package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.AnswerStatus;

/**
 * B's answer to one item (protocol §4.8).
 *
 * @param status what everybody may see
 * @param answer an {@link AnswerPayload}, sealed to A; present exactly with {@link
 *     AnswerStatus#ANSWERED}
 */
public record AnswerItem(AnswerStatus status, Optional<Sealed> answer) implements WireMessage {
  /** Checks that an answer is there exactly where one is announced. */
  public AnswerItem {
    if (answer.isPresent() != (status == AnswerStatus.ANSWERED)) {
      throw new InvalidMessage("$.answer", "an answer exactly for status answered");
    }
  }

  /** An answered item. */
  public static AnswerItem answered(Sealed answer) {
    return new AnswerItem(AnswerStatus.ANSWERED, Optional.of(answer));
  }

  /** An item without an answer. */
  public static AnswerItem without(AnswerStatus status) {
    return new AnswerItem(status, Optional.empty());
  }

  static AnswerItem read(JsonObject json) {
    return new AnswerItem(
        json.value("status", AnswerStatus::parse),
        json.optionalObject("answer", answer -> Sealed.read(answer, Limits.ANSWER_CIPHERTEXT)));
  }

  /** SHA-256(enc ‖ ciphertext) of the answer. */
  public Optional<Bytes> answerDigest() {
    return answer.map(Sealed::digest);
  }

  /** What the audit-service gets to see of this item. */
  public ReleaseItem toRelease() {
    return new ReleaseItem(status, answerDigest());
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject().put("status", status.wire());
    answer.ifPresent(sealed -> json.set("answer", sealed.json()));
    return json;
  }
}
