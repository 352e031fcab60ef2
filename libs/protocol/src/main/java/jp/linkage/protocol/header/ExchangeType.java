package jp.linkage.protocol.header;

import jp.linkage.protocol.json.InvalidMessage;

/** What an exchange does (protocol §4.1). */
public enum ExchangeType {
  /** A asks B about persons: T_A becomes T_B, and B answers. */
  CONVERT,
  /** An agency turns My Numbers into its own tokens, once. */
  ENROL,
  /** A registrar enters its residents into the audit-service's registry. */
  REGISTER,
  /** An agency reads the log's entries about a person, for the person (法31条). */
  READLOG;

  /** Reads the wire form, which is the constant's name. */
  public static ExchangeType parse(String text) {
    for (ExchangeType type : values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw InvalidMessage.value("CONVERT, ENROL, REGISTER or READLOG");
  }

  /** Whether M is T_A of the asking agency; otherwise it is H(n) of a My Number. */
  public boolean startsFromToken() {
    return this == CONVERT || this == READLOG;
  }

  /** Whether the brokers send S, E, F, π_B and E₂, F₂, π_S: the token arrives at an agency. */
  public boolean endsAtAgency() {
    return this == CONVERT || this == ENROL;
  }
}
