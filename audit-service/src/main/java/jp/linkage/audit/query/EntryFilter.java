package jp.linkage.audit.query;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.RecordType;

/**
 * What an auditor looks for. All conditions hold at once; times are the log's, which no party
 * chooses.
 *
 * @param from not before
 * @param to before
 * @param before the leaf index of the last entry of the page before: go on with what is older
 * @param limit entries at most, 1 to 500
 */
record EntryFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<AgencyId> inquirer,
    Optional<AgencyId> provider,
    Optional<ItemNumber> item,
    Optional<AffairId> affair,
    Optional<ProcedureNumber> procedure,
    Optional<InformationId> information,
    Optional<StaffPseudonym> staff,
    Optional<RecordType> type,
    Optional<ExchangeId> exchange,
    Optional<Long> before,
    int limit) {
  static final int MAX_LIMIT = 500;
  static final int DEFAULT_LIMIT = 100;

  private static final Set<String> NAMES =
      Set.of(
          "from",
          "to",
          "inquirer",
          "provider",
          "item",
          "affair",
          "procedure",
          "information",
          "staff",
          "type",
          "exchangeId",
          "before",
          "limit");

  /**
   * Reads the parameters of a request.
   *
   * @throws InvalidMessage naming the parameter, and what was expected there; an unknown or
   *     repeated parameter is refused, as ignoring it would answer another question
   */
  static EntryFilter parse(MultivaluedMap<String, String> parameters) {
    for (String name : parameters.keySet()) {
      if (!NAMES.contains(name)) {
        throw new InvalidMessage(
            "query", "only the parameters " + String.join(", ", NAMES.stream().sorted().toList()));
      }
    }
    Reader reader = new Reader(parameters);
    EntryFilter filter =
        new EntryFilter(
            reader.value("from", EntryFilter::instant),
            reader.value("to", EntryFilter::instant),
            reader.value("inquirer", AgencyId::new),
            reader.value("provider", AgencyId::new),
            reader.value("item", ItemNumber::new),
            reader.value("affair", AffairId::new),
            reader.value("procedure", ProcedureNumber::new),
            reader.value("information", InformationId::new),
            reader.value("staff", StaffPseudonym::new),
            reader.value("type", RecordType::parse),
            reader.value("exchangeId", ExchangeId::parse),
            reader.value("before", text -> integer(text, 0, Long.MAX_VALUE)),
            reader.value("limit", text -> (int) integer(text, 1, MAX_LIMIT)).orElse(DEFAULT_LIMIT));
    if (filter.from.isPresent()
        && filter.to.isPresent()
        && !filter.from.get().isBefore(filter.to.get())) {
      throw new InvalidMessage("query.to", "an instant after from");
    }
    return filter;
  }

  private record Reader(MultivaluedMap<String, String> parameters) {
    <T> Optional<T> value(String name, Function<String, T> read) {
      List<String> values = parameters.getOrDefault(name, List.of());
      if (values.isEmpty()) {
        return Optional.empty();
      }
      if (values.size() > 1) {
        throw new InvalidMessage("query." + name, "one value");
      }
      try {
        return Optional.of(read.apply(values.getFirst()));
      } catch (InvalidMessage e) {
        throw new InvalidMessage("query." + name, e.expected());
      }
    }
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new InvalidMessage("$", "an instant such as 2026-11-23T09:00:00+09:00");
    }
  }

  private static long integer(String text, long min, long max) {
    try {
      long value = Long.parseLong(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new InvalidMessage(
        "$",
        max == Long.MAX_VALUE ? "an integer from " + min : "an integer from " + min + " to " + max);
  }
}
