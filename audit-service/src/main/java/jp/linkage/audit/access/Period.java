package jp.linkage.audit.access;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.audit.query.EntryFilter;
import jp.linkage.audit.query.EntrySelect;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * From when to when, by the log's time.
 *
 * @param from not before
 * @param to before
 */
record Period(Optional<Instant> from, Optional<Instant> to) {
  static final Set<String> NAMES = Set.of("from", "to");

  Period {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new InvalidMessage("$.to", "an instant after from");
    }
  }

  static Period of(Map<String, String> parameters) {
    return new Period(instant(parameters, "from"), instant(parameters, "to"));
  }

  private static Optional<Instant> instant(Map<String, String> parameters, String name) {
    try {
      return Optional.ofNullable(parameters.get(name)).map(EntryFilter::instant);
    } catch (InvalidMessage e) {
      throw new InvalidMessage("$." + name, e.expected());
    }
  }

  void addTo(Map<String, String> parameters) {
    from.ifPresent(instant -> parameters.put("from", instant.toString()));
    to.ifPresent(instant -> parameters.put("to", instant.toString()));
  }

  EntrySelect narrow(EntrySelect select) {
    from.ifPresent(instant -> select.and("logged_at >= ?", instant));
    to.ifPresent(instant -> select.and("logged_at < ?", instant));
    return select;
  }
}
