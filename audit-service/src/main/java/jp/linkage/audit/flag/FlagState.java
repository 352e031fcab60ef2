package jp.linkage.audit.flag;

import java.util.Arrays;
import java.util.Locale;
import jp.linkage.protocol.json.InvalidMessage;

/** What auditors think of a flag. */
enum FlagState {
  /** Nobody has decided, or it was opened again. */
  OPEN,
  /** There is an explanation. */
  DISMISSED,
  /** It is what it looks like. */
  CONFIRMED;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static FlagState parse(String text) {
    return Arrays.stream(values())
        .filter(state -> state.text().equals(text))
        .findFirst()
        .orElseThrow(() -> InvalidMessage.value("open, dismissed or confirmed"));
  }
}
