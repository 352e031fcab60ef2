package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;

/**
 * The record that a manifest took effect.
 *
 * @param log the log's origin
 * @param time when the audit-service built the record
 * @param manifest mh, the manifest's hash
 * @param signature Ed25519 by the log key
 */
public record ConfigRecord(String log, Instant time, Bytes manifest, Bytes signature)
    implements LogRecord {
  /** Checks sizes. */
  public ConfigRecord {
    LogRecord.requireOrigin(log);
    WireInstant.require(time);
    manifest.requireLength(32);
    signature.requireLength(64);
  }

  static ConfigRecord read(JsonObject json) {
    return new ConfigRecord(
        json.value("log", LogRecord::requireOrigin),
        json.instant("time"),
        json.bytes("manifest", 32),
        json.bytes("signature", 64));
  }

  @Override
  public RecordType type() {
    return RecordType.CONFIG;
  }

  /** The same record with the log key's signature. */
  public ConfigRecord signed(SigningKey logKey) {
    return new ConfigRecord(log, time, manifest, signature(logKey));
  }

  @Override
  public ObjectNode json() {
    return StrictJson.newObject()
        .put("v", VERSION)
        .put("log", log)
        .put("type", type().name())
        .put("time", WireInstant.text(time))
        .put("manifest", manifest.text())
        .put("signature", signature.text());
  }
}
