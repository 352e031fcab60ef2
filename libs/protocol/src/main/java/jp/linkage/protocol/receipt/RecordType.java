package jp.linkage.protocol.receipt;

import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.InvalidMessage;

/** What a record of the log attests (protocol §4.6). */
public enum RecordType {
  /** A asked B, and the brokers converted. */
  REQUEST,
  /** B answered, and the answer may be handed over. */
  RELEASE,
  /** An agency enrolled persons. */
  ENROL,
  /** A registrar registered persons. */
  REGISTER,
  /** An agency read the log for a person, or an auditor looked into it. */
  VIEW,
  /** An exchange was refused. */
  DENY,
  /** A manifest took effect. */
  CONFIG,
  /** The key of a period was destroyed. */
  KEY;

  /** Reads the wire form, which is the constant's name. */
  public static RecordType parse(String text) {
    for (RecordType type : values()) {
      if (type.name().equals(text)) {
        return type;
      }
    }
    throw InvalidMessage.value("REQUEST, RELEASE, ENROL, REGISTER, VIEW, DENY, CONFIG or KEY");
  }

  /** The record that a permitted exchange of this type leaves first. */
  public static RecordType of(ExchangeType type) {
    return switch (type) {
      case CONVERT -> REQUEST;
      case ENROL -> ENROL;
      case REGISTER -> REGISTER;
      case READLOG -> VIEW;
    };
  }
}
