package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.json.WireUuid;

/**
 * The record that an auditor looks into the log, written before anything is shown. It has a member
 * {@code viewId}; the VIEW of a READLOG has {@code exchangeId} and is an {@link ExchangeRecord}.
 *
 * @param log the log's origin
 * @param viewId names the look
 * @param time when the audit-service built the record
 * @param auditor SHA-256(salt_a ‖ who looks)
 * @param query SHA-256(salt_q ‖ what was asked for)
 * @param reason SHA-256(salt_r ‖ why)
 * @param period the period whose key seals {@code enc}
 * @param enc the sealed {@link ViewDetails}
 * @param signature Ed25519 by the log key
 */
public record ViewRecord(
    String log,
    UUID viewId,
    Instant time,
    Bytes auditor,
    Bytes query,
    Bytes reason,
    String period,
    Bytes enc,
    Bytes signature)
    implements LogRecord {
  /** The member that no other VIEW has. */
  static final String VIEW_ID = "viewId";

  private static final int HASH = 32;

  /** Checks sizes. */
  public ViewRecord {
    LogRecord.requireOrigin(log);
    WireInstant.require(time);
    auditor.requireLength(HASH);
    query.requireLength(HASH);
    reason.requireLength(HASH);
    LogRecord.requirePeriod(period);
    signature.requireLength(64);
  }

  static ViewRecord read(JsonObject json) {
    return new ViewRecord(
        json.value("log", LogRecord::requireOrigin),
        json.value(VIEW_ID, WireUuid::parse),
        json.instant("time"),
        json.bytes("auditor", HASH),
        json.bytes("query", HASH),
        json.bytes("reason", HASH),
        json.value("period", LogRecord::requirePeriod),
        json.bytes("enc", 1, MAX_BYTES),
        json.bytes("signature", 64));
  }

  @Override
  public RecordType type() {
    return RecordType.VIEW;
  }

  /** The same record with the log key's signature. */
  public ViewRecord signed(SigningKey logKey) {
    return new ViewRecord(
        log, viewId, time, auditor, query, reason, period, enc, signature(logKey));
  }

  @Override
  public ObjectNode json() {
    return StrictJson.newObject()
        .put("v", VERSION)
        .put("log", log)
        .put("type", type().name())
        .put(VIEW_ID, viewId.toString())
        .put("time", WireInstant.text(time))
        .put("auditor", auditor.text())
        .put("query", query.text())
        .put("reason", reason.text())
        .put("period", period)
        .put("enc", enc.text())
        .put("signature", signature.text());
  }
}
