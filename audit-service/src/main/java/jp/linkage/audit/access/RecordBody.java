package jp.linkage.audit.access;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import jp.linkage.audit.query.EntryFilter;
import jp.linkage.audit.query.EntrySelect;
import jp.linkage.audit.query.Place;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireUuid;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Which record somebody may have received. */
@Schema(name = "RecordInQuestion")
record RecordBody(
    @Schema(description = "情報提供者: whose record it is.", required = true, examples = "aoba-tax")
        @Nullable String provider,
    @Schema(description = "利用特定個人情報の項目", required = true, examples = "municipal-tax")
        @Nullable String information,
    @Schema(description = "Item of the order's table. 項") @Nullable String item,
    @Schema(
            description =
                "年度 of the record. The log does not know which year was asked for, as that is"
                    + " sealed; what was released before the year began is left out.",
            examples = "2026")
        @Nullable String fiscalYear,
    @Schema(description = "Released at this instant or later.") @Nullable String from,
    @Schema(description = "Released before this instant.") @Nullable String to,
    @Schema(description = "Handle of the person in question, of an own case.")
        @Nullable String person,
    @Schema(description = "Leaf index of the last entry of the page before.") @Nullable Long before,
    @Schema(description = "1 to 500, 100 unless told.") @Nullable Integer limit) {
  private static final ZoneId JAPAN = ZoneId.of("Asia/Tokyo");

  /** What was understood of it. */
  record Asked(
      AgencyId provider,
      InformationId information,
      Optional<ItemNumber> item,
      Optional<Integer> fiscalYear,
      Period period,
      Optional<UUID> person,
      Place place) {

    SortedMap<String, String> understood() {
      SortedMap<String, String> understood = new TreeMap<>();
      understood.put("provider", provider.value());
      understood.put("information", information.value());
      item.ifPresent(value -> understood.put("item", value.value()));
      fiscalYear.ifPresent(value -> understood.put("fiscalYear", value.toString()));
      period.addTo(understood);
      person.ifPresent(value -> understood.put("person", value.toString()));
      place.addTo(understood);
      return understood;
    }

    /** Releases of an answer with the information; narrowed to no person. */
    EntrySelect released() {
      EntrySelect select =
          EntrySelect.exchanges()
              .and("type = 'RELEASE'")
              .and("dup_of is null and state <> 'invalid'")
              .and("provider = ?", provider.value())
              .and("information @> array[?]::text[]", information.value())
              .and("'answered' = any (statuses)");
      item.ifPresent(value -> select.and("item_number = ?", value.value()));
      // income of the year before is assessed in the year, and not earlier
      fiscalYear.ifPresent(year -> select.and("logged_at >= ?", begin(year)));
      return period.narrow(select);
    }

    private static Instant begin(int year) {
      return LocalDate.of(year, 1, 1).atStartOfDay(JAPAN).toInstant();
    }
  }

  Asked asked() {
    return new Asked(
        required("provider", provider, AgencyId::new),
        required("information", information, InformationId::new),
        optional("item", item, ItemNumber::new),
        optional("fiscalYear", fiscalYear, RecordBody::year),
        period(),
        optional("person", person, WireUuid::parse),
        place());
  }

  private Period period() {
    return new Period(
        optional("from", from, EntryFilter::instant), optional("to", to, EntryFilter::instant));
  }

  private Place place() {
    SortedMap<String, String> parameters = new TreeMap<>();
    if (before != null) {
      parameters.put("before", before.toString());
    }
    if (limit != null) {
      parameters.put("limit", limit.toString());
    }
    return Place.of(parameters);
  }

  private static int year(String text) {
    if (!text.matches("(?:19|20)[0-9]{2}")) {
      throw InvalidMessage.value("a year such as 2026");
    }
    return Integer.parseInt(text);
  }

  private static <T> T required(String name, @Nullable String text, Function<String, T> read) {
    return optional(name, text, read)
        .orElseThrow(() -> new InvalidMessage("$." + name, "a string"));
  }

  private static <T> Optional<T> optional(
      String name, @Nullable String text, Function<String, T> read) {
    try {
      return Optional.ofNullable(text).map(read);
    } catch (InvalidMessage e) {
      throw new InvalidMessage("$." + name, e.expected());
    }
  }
}
