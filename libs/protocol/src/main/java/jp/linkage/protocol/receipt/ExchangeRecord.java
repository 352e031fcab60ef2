package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;

/**
 * The record of an exchange before anything was converted or shown, or of its denial.
 *
 * @param log the log's origin
 * @param type REQUEST, ENROL, REGISTER, VIEW or DENY
 * @param exchangeId the exchange
 * @param time when the audit-service built the record
 * @param header SHA-256(salt_h ‖ header)
 * @param assertion SHA-256(σ_A)
 * @param requestRoot what the asking agency signed
 * @param conversionRoot present exactly in REQUEST and ENROL
 * @param subjectRoot present but in a DENY that the gateway reported, which has no subjects
 * @param subjects SHA-256(salt_i ‖ lid_i) of every item, in order
 * @param period the period whose key seals {@code enc}
 * @param enc the sealed {@link RecordDetails}
 * @param signature Ed25519 by the log key
 */
public record ExchangeRecord(
    String log,
    RecordType type,
    ExchangeId exchangeId,
    Instant time,
    Bytes header,
    Bytes assertion,
    Bytes requestRoot,
    Optional<Bytes> conversionRoot,
    Optional<Bytes> subjectRoot,
    List<Bytes> subjects,
    String period,
    Bytes enc,
    Bytes signature)
    implements LogRecord {
  private static final int HASH = 32;

  /** Checks sizes and which members the type has. */
  public ExchangeRecord {
    LogRecord.requireOrigin(log);
    WireInstant.require(time);
    header.requireLength(HASH);
    assertion.requireLength(HASH);
    requestRoot.requireLength(HASH);
    conversionRoot.ifPresent(root -> root.requireLength(HASH));
    subjectRoot.ifPresent(root -> root.requireLength(HASH));
    subjects = List.copyOf(subjects);
    subjects.forEach(subject -> subject.requireLength(HASH));
    LogRecord.requirePeriod(period);
    signature.requireLength(64);
    if (type == RecordType.RELEASE || type == RecordType.CONFIG || type == RecordType.KEY) {
      throw new InvalidMessage("$.type", "REQUEST, ENROL, REGISTER, VIEW or DENY");
    }
    boolean converts = type == RecordType.REQUEST || type == RecordType.ENROL;
    if (conversionRoot.isPresent() != converts) {
      throw new InvalidMessage("$.conversionRoot", "the root in REQUEST and ENROL, else nothing");
    }
    if (subjectRoot.isPresent() == subjects.isEmpty()) {
      throw new InvalidMessage("$.subjectRoot", "the root exactly where there are subjects");
    }
    if (subjects.isEmpty() && type != RecordType.DENY) {
      throw new InvalidMessage("$.subjects", "at least one subject except in DENY");
    }
  }

  static ExchangeRecord read(RecordType type, JsonObject json) {
    return new ExchangeRecord(
        json.value("log", LogRecord::requireOrigin),
        type,
        json.value("exchangeId", ExchangeId::parse),
        json.instant("time"),
        json.bytes("header", HASH),
        json.bytes("assertion", HASH),
        json.bytes("requestRoot", HASH),
        json.optionalBytes("conversionRoot", HASH),
        json.optionalBytes("subjectRoot", HASH),
        json.values("subjects", 0, Header.MAX_ITEMS, text -> Bytes.parse(text).requireLength(HASH)),
        json.value("period", LogRecord::requirePeriod),
        json.bytes("enc", 1, MAX_BYTES),
        json.bytes("signature", 64));
  }

  /** The same record with the log key's signature. */
  public ExchangeRecord signed(SigningKey logKey) {
    return new ExchangeRecord(
        log,
        type,
        exchangeId,
        time,
        header,
        assertion,
        requestRoot,
        conversionRoot,
        subjectRoot,
        subjects,
        period,
        enc,
        signature(logKey));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        StrictJson.newObject()
            .put("v", VERSION)
            .put("log", log)
            .put("type", type.name())
            .put("exchangeId", exchangeId.toString())
            .put("time", WireInstant.text(time))
            .put("header", header.text())
            .put("assertion", assertion.text())
            .put("requestRoot", requestRoot.text());
    conversionRoot.ifPresent(root -> json.put("conversionRoot", root.text()));
    subjectRoot.ifPresent(root -> json.put("subjectRoot", root.text()));
    ArrayNode commitments = json.putArray("subjects");
    subjects.forEach(subject -> commitments.add(subject.text()));
    return json.put("period", period).put("enc", enc.text()).put("signature", signature.text());
  }
}
