package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;

/**
 * The record that the key of a period was destroyed: what the period's records seal cannot be
 * opened any more (docs/spec/audit-log.md §13). Written after it has happened.
 *
 * @param log the log's origin
 * @param time when the audit-service built the record
 * @param period the period whose key is gone
 * @param entries how many records of it cannot be opened any more
 * @param held how many of it still can, as a legal hold keeps what they seal
 * @param signature Ed25519 by the log key
 */
public record KeyRecord(
    String log, Instant time, String period, long entries, long held, Bytes signature)
    implements LogRecord {
  private static final long MOST = (1L << 53) - 1;

  /** Checks sizes. */
  public KeyRecord {
    LogRecord.requireOrigin(log);
    WireInstant.require(time);
    LogRecord.requirePeriod(period);
    requireCount("entries", entries);
    requireCount("held", held);
    signature.requireLength(64);
  }

  private static void requireCount(String name, long count) {
    if (count < 0 || count > MOST) {
      throw new InvalidMessage("$." + name, "an integer from 0 to 2^53 - 1");
    }
  }

  static KeyRecord read(JsonObject json) {
    return new KeyRecord(
        json.value("log", LogRecord::requireOrigin),
        json.instant("time"),
        json.value("period", LogRecord::requirePeriod),
        json.integer("entries", 0, MOST),
        json.integer("held", 0, MOST),
        json.bytes("signature", 64));
  }

  @Override
  public RecordType type() {
    return RecordType.KEY;
  }

  /** The same record with the log key's signature. */
  public KeyRecord signed(SigningKey logKey) {
    return new KeyRecord(log, time, period, entries, held, signature(logKey));
  }

  @Override
  public ObjectNode json() {
    return StrictJson.newObject()
        .put("v", VERSION)
        .put("log", log)
        .put("type", type().name())
        .put("time", WireInstant.text(time))
        .put("period", period)
        .put("entries", entries)
        .put("held", held)
        .put("signature", signature.text());
  }
}
