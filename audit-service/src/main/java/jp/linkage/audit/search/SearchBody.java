package jp.linkage.audit.search;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import jp.linkage.audit.query.EntryFilter;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What an auditor saves. */
@Schema(name = "SearchToSave")
record SearchBody(
    @Schema(description = "1 to 100 characters.") @Nullable String name,
    @Schema(description = "Whether auditors of the same scope see and run it.")
        @Nullable Boolean shared,
    @Schema(description = "The parameters of `/v1/entries`, without before and limit.")
        @Nullable Map<String, String> conditions,
    @Schema(description = "For a change only: the version that it replaces.")
        @Nullable Integer version) {
  private static final int MAX_NAME = 100;

  /** What was understood of it. */
  record Understood(
      String name,
      boolean shared,
      SortedMap<String, String> conditions,
      Optional<Integer> version) {}

  Understood understood() {
    if (name == null
        || name.isBlank()
        || name.codePointCount(0, name.length()) > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidMessage("$.name", "a name of 1 to 100 characters without controls");
    }
    ReasonHeader.requireNoNumber("$.name", name);
    if (shared == null) {
      throw new InvalidMessage("$.shared", "true or false");
    }
    if (conditions == null) {
      throw new InvalidMessage("$.conditions", "an object of names and values");
    }
    if (conditions.containsValue(null)) {
      throw new InvalidMessage("$.conditions", "strings as values");
    }
    try {
      return new Understood(
          name, shared, EntryFilter.of(conditions).conditions(), Optional.ofNullable(version));
    } catch (InvalidMessage e) {
      throw e.under("$.conditions");
    }
  }
}
