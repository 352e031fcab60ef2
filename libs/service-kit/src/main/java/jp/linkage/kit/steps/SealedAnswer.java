package jp.linkage.kit.steps;

import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.AnswerItem;
import jp.linkage.protocol.receipt.AnswerStatus;

/**
 * One item of M4 before it is signed.
 *
 * @param item what travels
 * @param commitment SHA-256(salt ‖ outcome); empty where there is no answer
 */
public record SealedAnswer(AnswerItem item, Optional<Bytes> commitment) {
  /** An item without an answer. */
  public static SealedAnswer without(AnswerStatus status) {
    return new SealedAnswer(AnswerItem.without(status), Optional.empty());
  }
}
