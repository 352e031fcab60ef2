package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.RecordType;

/**
 * One entry of the log about a person, with what 番号法23条 wants recorded.
 *
 * @param exchangeId the exchange
 * @param type REQUEST, ENROL, REGISTER, VIEW or DENY
 * @param requestedAt when asked
 * @param providedAt when provided; absent when nothing was
 * @param inquirer who asked (情報照会者)
 * @param organisation organisation in charge
 * @param asked whom and what was asked; absent in what is no CONVERT
 * @param status what B said; absent when nothing was released
 */
public record LogExtractEntry(
    ExchangeId exchangeId,
    RecordType type,
    Instant requestedAt,
    Optional<Instant> providedAt,
    AgencyId inquirer,
    String organisation,
    Optional<Asked> asked,
    Optional<AnswerStatus> status)
    implements WireMessage {
  /**
   * Whom and what was asked.
   *
   * @param provider who was asked (情報提供者)
   * @param itemNumber item of the table
   * @param affair affair
   * @param procedure number of the procedure
   * @param information kinds of information
   */
  public record Asked(
      AgencyId provider,
      ItemNumber itemNumber,
      AffairId affair,
      ProcedureNumber procedure,
      List<InformationId> information) {
    /** Copies the list. */
    public Asked {
      information = List.copyOf(information);
    }
  }

  /** Checks type and instants. */
  public LogExtractEntry {
    if (type == RecordType.RELEASE || type == RecordType.CONFIG || type == RecordType.KEY) {
      throw new InvalidMessage("$.type", "REQUEST, ENROL, REGISTER, VIEW or DENY");
    }
    WireInstant.require(requestedAt);
    providedAt.ifPresent(WireInstant::require);
  }

  static LogExtractEntry read(JsonObject json) {
    return new LogExtractEntry(
        json.value("exchangeId", ExchangeId::parse),
        json.value("type", RecordType::parse),
        json.instant("requestedAt"),
        json.optional("providedAt", WireInstant::parse),
        json.value("inquirer", AgencyId::new),
        json.string("organisation", 1, 100),
        json.has("provider") ? Optional.of(readAsked(json)) : Optional.empty(),
        json.optional("status", AnswerStatus::parse));
  }

  private static Asked readAsked(JsonObject json) {
    return new Asked(
        json.value("provider", AgencyId::new),
        json.value("itemNumber", ItemNumber::new),
        json.value("affair", AffairId::new),
        json.value("procedure", ProcedureNumber::new),
        json.values("information", 1, LegalBasis.MAX_INFORMATION, InformationId::new));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        StrictJson.newObject()
            .put("exchangeId", exchangeId.toString())
            .put("type", type.name())
            .put("requestedAt", WireInstant.text(requestedAt))
            .put("inquirer", inquirer.value())
            .put("organisation", organisation);
    providedAt.ifPresent(instant -> json.put("providedAt", WireInstant.text(instant)));
    status.ifPresent(said -> json.put("status", said.wire()));
    asked.ifPresent(part -> write(part, json));
    return json;
  }

  private static void write(Asked asked, ObjectNode json) {
    json.put("provider", asked.provider().value())
        .put("itemNumber", asked.itemNumber().value())
        .put("affair", asked.affair().value())
        .put("procedure", asked.procedure().value());
    ArrayNode information = json.putArray("information");
    asked.information().forEach(id -> information.add(id.value()));
  }
}
