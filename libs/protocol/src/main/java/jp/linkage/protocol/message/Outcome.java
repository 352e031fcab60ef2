package jp.linkage.protocol.message;

import jp.linkage.protocol.json.InvalidMessage;

/** What B found about a person; sealed, so that only A learns it (protocol §4.8). */
public enum Outcome {
  /** Here is the information. */
  PROVIDED("provided"),
  /** B knows the person and holds no such record. Never to be read as zero. */
  NO_RECORD("no-record"),
  /** B may not tell. */
  NOT_DISCLOSABLE("not-disclosable"),
  /** B does not know the person. */
  UNKNOWN_PERSON("unknown-person");

  private final String wire;

  Outcome(String wire) {
    this.wire = wire;
  }

  /** The wire form. */
  public String wire() {
    return wire;
  }

  /** Reads the wire form. */
  public static Outcome parse(String text) {
    for (Outcome outcome : values()) {
      if (outcome.wire.equals(text)) {
        return outcome;
      }
    }
    throw InvalidMessage.value("provided, no-record, not-disclosable or unknown-person");
  }
}
