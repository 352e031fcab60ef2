package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;

/**
 * The record that an answer may be handed over.
 *
 * @param log the log's origin
 * @param exchangeId the exchange
 * @param time when the audit-service built the record
 * @param header SHA-256(salt_h ‖ header)
 * @param requestRoot what the asking agency signed
 * @param answersRoot what the answering agency signed
 * @param outcomes the answering agency's commitment to the outcomes
 * @param assertion SHA-256(σ_B)
 * @param period the period whose key seals {@code enc}
 * @param enc the sealed {@link RecordDetails}
 * @param signature Ed25519 by the log key
 */
public record ReleaseRecord(
    String log,
    ExchangeId exchangeId,
    Instant time,
    Bytes header,
    Bytes requestRoot,
    Bytes answersRoot,
    Bytes outcomes,
    Bytes assertion,
    String period,
    Bytes enc,
    Bytes signature)
    implements LogRecord {
  private static final int HASH = 32;

  /** Checks sizes. */
  public ReleaseRecord {
    LogRecord.requireOrigin(log);
    WireInstant.require(time);
    header.requireLength(HASH);
    requestRoot.requireLength(HASH);
    answersRoot.requireLength(HASH);
    outcomes.requireLength(HASH);
    assertion.requireLength(HASH);
    LogRecord.requirePeriod(period);
    signature.requireLength(64);
  }

  static ReleaseRecord read(JsonObject json) {
    return new ReleaseRecord(
        json.value("log", LogRecord::requireOrigin),
        json.value("exchangeId", ExchangeId::parse),
        json.instant("time"),
        json.bytes("header", HASH),
        json.bytes("requestRoot", HASH),
        json.bytes("answersRoot", HASH),
        json.bytes("outcomes", HASH),
        json.bytes("assertion", HASH),
        json.value("period", LogRecord::requirePeriod),
        json.bytes("enc", 1, MAX_BYTES),
        json.bytes("signature", 64));
  }

  @Override
  public RecordType type() {
    return RecordType.RELEASE;
  }

  /** The same record with the log key's signature. */
  public ReleaseRecord signed(SigningKey logKey) {
    return new ReleaseRecord(
        log,
        exchangeId,
        time,
        header,
        requestRoot,
        answersRoot,
        outcomes,
        assertion,
        period,
        enc,
        signature(logKey));
  }

  @Override
  public ObjectNode json() {
    return StrictJson.newObject()
        .put("v", VERSION)
        .put("log", log)
        .put("type", type().name())
        .put("exchangeId", exchangeId.toString())
        .put("time", WireInstant.text(time))
        .put("header", header.text())
        .put("requestRoot", requestRoot.text())
        .put("answersRoot", answersRoot.text())
        .put("outcomes", outcomes.text())
        .put("assertion", assertion.text())
        .put("period", period)
        .put("enc", enc.text())
        .put("signature", signature.text());
  }
}
