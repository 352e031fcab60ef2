package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/** What the audit-service did with one item of M2 (protocol §4.4). */
public sealed interface ConversionResult extends WireMessage {
  /**
   * The conversion towards B is complete (CONVERT, ENROL).
   *
   * @param step E₂, F₂, π_S
   */
  record Converted(AuditStep step) implements ConversionResult {
    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject().put("status", "converted");
      step.write(json);
      return json;
    }
  }

  /** The registry does not know the person (not for REGISTER). */
  record UnknownPerson() implements ConversionResult {
    @Override
    public ObjectNode json() {
      return StrictJson.newObject().put("status", "unknown-person");
    }
  }

  /** The registry knows the person from now on (REGISTER). */
  record Registered() implements ConversionResult {
    @Override
    public ObjectNode json() {
      return StrictJson.newObject().put("status", "registered");
    }
  }

  /** The registry knew the person already (REGISTER; as 命令44条2項 for symbols). */
  record AlreadyRegistered() implements ConversionResult {
    @Override
    public ObjectNode json() {
      return StrictJson.newObject().put("status", "already-registered");
    }
  }

  /**
   * The log's entries about the person (READLOG).
   *
   * @param records a {@link LogExtract}, sealed to the item's answer key
   */
  record Read(Sealed records) implements ConversionResult {
    @Override
    public ObjectNode json() {
      ObjectNode json = StrictJson.newObject().put("status", "read");
      json.set("records", records.json());
      return json;
    }
  }

  /** Reads one result. */
  static ConversionResult read(JsonObject json) {
    return switch (json.string("status", 1, 32)) {
      case "converted" -> new Converted(AuditStep.read(json));
      case "unknown-person" -> new UnknownPerson();
      case "registered" -> new Registered();
      case "already-registered" -> new AlreadyRegistered();
      case "read" ->
          new Read(
              json.object("records", records -> Sealed.read(records, Limits.RECORDS_CIPHERTEXT)));
      default ->
          throw new InvalidMessage(
              json.at("status"),
              "converted, unknown-person, registered, already-registered or read");
    };
  }
}
