package jp.linkage.welfare.application;

import java.util.Arrays;
import java.util.Locale;
import jp.linkage.protocol.json.InvalidMessage;

/** How far an application has come. */
public enum ApplicationState {
  /** Stored; nothing has been asked yet. */
  RECEIVED,
  /** Its inquiries are under way. */
  INQUIRING,
  /** Something is missing; the reasons say what. */
  PENDING,
  /** Decided; it does not change any more. */
  DECIDED;

  /** The name on the wire and in the database. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ApplicationState parse(String code) {
    return Arrays.stream(values())
        .filter(state -> state.code().equals(code))
        .findFirst()
        .orElseThrow(() -> InvalidMessage.value("received, inquiring, pending or decided"));
  }
}
