package jp.linkage.audit.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.RecordType;

/**
 * What an auditor looks for. All conditions hold at once; times are the log's, which no party
 * chooses.
 *
 * @param from not before
 * @param to before
 * @param agency either of the two
 * @param reason of a denial, exactly
 */
public record EntryFilter(
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<AgencyId> inquirer,
    Optional<AgencyId> provider,
    Optional<AgencyId> agency,
    Optional<ItemNumber> item,
    Optional<AffairId> affair,
    Optional<ProcedureNumber> procedure,
    Optional<InformationId> information,
    Optional<StaffPseudonym> staff,
    Optional<RecordType> type,
    Optional<EntryOutcome> outcome,
    Optional<String> reason,
    Optional<ExchangeId> exchange) {
  /** The names of the conditions. */
  public static final Set<String> NAMES =
      Set.of(
          "from",
          "to",
          "inquirer",
          "provider",
          "agency",
          "item",
          "affair",
          "procedure",
          "information",
          "staff",
          "type",
          "outcome",
          "reason",
          "exchangeId");

  /** Checks the times. */
  public EntryFilter {
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new InvalidMessage("$.to", "an instant after from");
    }
  }

  /**
   * Reads conditions by their names.
   *
   * @throws InvalidMessage naming the condition, and what was expected there; an unknown one is
   *     refused, as ignoring it would answer another question
   */
  public static EntryFilter of(Map<String, String> conditions) {
    if (!NAMES.containsAll(conditions.keySet())) {
      throw new InvalidMessage(
          "$", "only the conditions " + String.join(", ", NAMES.stream().sorted().toList()));
    }
    Reader reader = new Reader(conditions);
    return new EntryFilter(
        reader.value("from", EntryFilter::instant),
        reader.value("to", EntryFilter::instant),
        reader.value("inquirer", AgencyId::new),
        reader.value("provider", AgencyId::new),
        reader.value("agency", AgencyId::new),
        reader.value("item", ItemNumber::new),
        reader.value("affair", AffairId::new),
        reader.value("procedure", ProcedureNumber::new),
        reader.value("information", InformationId::new),
        reader.value("staff", StaffPseudonym::new),
        reader.value("type", RecordType::parse),
        reader.value("outcome", EntryOutcome::parse),
        reader.value("reason", EntryFilter::denial),
        reader.value("exchangeId", ExchangeId::parse));
  }

  /** The conditions by their names, each in its one form. */
  public SortedMap<String, String> conditions() {
    SortedMap<String, String> conditions = new TreeMap<>();
    from.ifPresent(value -> conditions.put("from", value.toString()));
    to.ifPresent(value -> conditions.put("to", value.toString()));
    inquirer.ifPresent(value -> conditions.put("inquirer", value.value()));
    provider.ifPresent(value -> conditions.put("provider", value.value()));
    agency.ifPresent(value -> conditions.put("agency", value.value()));
    item.ifPresent(value -> conditions.put("item", value.value()));
    affair.ifPresent(value -> conditions.put("affair", value.value()));
    procedure.ifPresent(value -> conditions.put("procedure", value.value()));
    information.ifPresent(value -> conditions.put("information", value.value()));
    staff.ifPresent(value -> conditions.put("staff", value.value()));
    type.ifPresent(value -> conditions.put("type", value.name()));
    outcome.ifPresent(value -> conditions.put("outcome", value.text()));
    reason.ifPresent(value -> conditions.put("reason", value));
    exchange.ifPresent(value -> conditions.put("exchangeId", value.toString()));
    return conditions;
  }

  /** The rows that meet all conditions. */
  EntrySelect select() {
    EntrySelect select = EntrySelect.exchanges();
    from.ifPresent(value -> select.and("logged_at >= ?", value));
    to.ifPresent(value -> select.and("logged_at < ?", value));
    inquirer.ifPresent(value -> select.and("inquirer = ?", value.value()));
    provider.ifPresent(value -> select.and("provider = ?", value.value()));
    agency.ifPresent(value -> select.and("? in (inquirer, provider)", value.value()));
    item.ifPresent(value -> select.and("item_number = ?", value.value()));
    affair.ifPresent(value -> select.and("affair = ?", value.value()));
    procedure.ifPresent(value -> select.and("procedure = ?", value.value()));
    information.ifPresent(value -> select.and("information @> array[?]::text[]", value.value()));
    staff.ifPresent(value -> select.and("staff = ?", value.value()));
    type.ifPresent(value -> select.and("type = '" + value.name() + "'"));
    outcome.ifPresent(value -> select.and(value.condition()));
    // only denials have one, and there are few
    reason.ifPresent(value -> select.and("type = 'DENY' and reason = ?", value));
    exchange.ifPresent(value -> select.ofExchange(value.value()));
    return select;
  }

  private record Reader(Map<String, String> conditions) {
    <T> Optional<T> value(String name, Function<String, T> read) {
      String text = conditions.get(name);
      if (text == null) {
        return Optional.empty();
      }
      try {
        return Optional.of(read.apply(text));
      } catch (InvalidMessage e) {
        throw new InvalidMessage("$." + name, e.expected());
      }
    }
  }

  /** Reads an instant with any offset. */
  public static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw InvalidMessage.value("an instant such as 2026-11-23T09:00:00+09:00");
    }
  }

  private static String denial(String text) {
    if (text.isEmpty() || text.length() > RecordDetails.MAX_REASON) {
      throw InvalidMessage.value("the reason of a denial");
    }
    return text;
  }
}
