package jp.linkage.protocol.receipt;

import jp.linkage.protocol.json.InvalidMessage;

/**
 * What everybody may see of B's answer to one item (protocol §4.8); the outcome itself is sealed.
 */
public enum AnswerStatus {
  /** A sealed answer is there. */
  ANSWERED("answered"),
  /** A person at B must release the answer first (自動応答不可). */
  DEFERRED("deferred"),
  /** B does not answer this item. */
  REFUSED("refused"),
  /** The audit-service's registry does not know the person. */
  UNKNOWN_PERSON("unknown-person");

  private final String wire;

  AnswerStatus(String wire) {
    this.wire = wire;
  }

  /** The wire form. */
  public String wire() {
    return wire;
  }

  /** Reads the wire form. */
  public static AnswerStatus parse(String text) {
    for (AnswerStatus status : values()) {
      if (status.wire.equals(text)) {
        return status;
      }
    }
    throw InvalidMessage.value("answered, deferred, refused or unknown-person");
  }
}
