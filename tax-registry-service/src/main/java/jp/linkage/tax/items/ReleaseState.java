package jp.linkage.tax.items;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an official decided on an inquiry about a person who is not answered automatically. */
enum ReleaseState {
  /** Nothing yet. */
  PENDING,

  /** The information is provided when the inquirer asks again. */
  RELEASED,

  /** The inquirer is told that the information is not disclosable. */
  WITHHELD;

  /** The name on the wire. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads the wire name. */
  static Optional<ReleaseState> parse(String text) {
    return Arrays.stream(values()).filter(state -> state.id().equals(text)).findFirst();
  }
}
