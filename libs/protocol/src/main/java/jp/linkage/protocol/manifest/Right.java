package jp.linkage.protocol.manifest;

import jp.linkage.protocol.json.InvalidMessage;

/** What an agency may do besides what the permission table says of its roles. */
public enum Right {
  /** Ask (情報照会). */
  INQUIRE,
  /** Answer (情報提供). */
  PROVIDE,
  /** Put residents into the audit-service's registry of subjects. */
  REGISTER,
  /** Read the log of one person, for the disclosure to that person (法31条). */
  READLOG;

  static Right parse(String text) {
    for (Right right : values()) {
      if (right.name().equals(text)) {
        return right;
      }
    }
    throw InvalidMessage.value("INQUIRE, PROVIDE, REGISTER or READLOG");
  }
}
