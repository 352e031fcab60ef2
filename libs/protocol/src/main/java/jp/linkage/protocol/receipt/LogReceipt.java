package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.json.WireUuid;

/**
 * The log's signed promise that a record is durable at a place of the log (protocol §4.5).
 *
 * @param leaf the record's bytes, at most {@link LogRecord#MAX_BYTES}
 * @param topicId the UUID of the Kafka topic
 * @param offset the record's offset, which is its leaf index
 * @param time Kafka's append time
 * @param outputDigest 32 octets: what the audit-service returned for the record
 * @param signature 64 octets: Ed25519 by the log key
 */
public record LogReceipt(
    Bytes leaf, UUID topicId, long offset, Instant time, Bytes outputDigest, Bytes signature)
    implements WireMessage {
  /** The most bytes of a receipt's JSON form. */
  public static final int MAX_BYTES = 96 * 1024;

  /** Within this time of a receipt the log has the record in its tree (audit-log.md §9). */
  public static final Duration MAX_MERGE_DELAY = Duration.ofSeconds(10);

  /** Checks sizes. */
  public LogReceipt {
    if (leaf.length() < 1 || leaf.length() > LogRecord.MAX_BYTES) {
      throw new InvalidMessage("$.leaf", "1 to " + LogRecord.MAX_BYTES + " bytes");
    }
    if (offset < 0) {
      throw new InvalidMessage("$.offset", "an integer of at least 0");
    }
    WireInstant.require(time);
    outputDigest.requireLength(32);
    signature.requireLength(64);
  }

  /**
   * Reads a receipt that stands alone.
   *
   * @throws InvalidMessage when its form is wrong
   */
  public static LogReceipt parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, MAX_BYTES);
    LogReceipt receipt = read(json);
    json.end();
    return receipt;
  }

  /** Reads a receipt inside another message. */
  public static LogReceipt read(JsonObject json) {
    return new LogReceipt(
        json.bytes("leaf", 1, LogRecord.MAX_BYTES),
        json.value("topicId", WireUuid::parse),
        json.integer("offset", 0, (1L << 53) - 1),
        json.instant("time"),
        json.bytes("outputDigest", 32),
        json.bytes("signature", 64));
  }

  /**
   * Signs a receipt, as the audit-service does for a record that Kafka has acknowledged.
   *
   * @param outputDigest what the service returns for the record, 32 octets
   */
  public static LogReceipt sign(
      Bytes leaf, UUID topicId, long offset, Instant time, Bytes outputDigest, SigningKey logKey) {
    byte[] signed = signedBytes(leaf, topicId, offset, time, outputDigest).toArray();
    return new LogReceipt(
        leaf, topicId, offset, time, outputDigest, Bytes.of(logKey.signPlain(signed)));
  }

  /**
   * Verifies the log's signature over the receipt, and the one over the record in it.
   *
   * @return the record
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the log key did not sign one of them
   * @throws InvalidMessage when the leaf is not a record
   */
  public LogRecord verify(VerifyingKey logKey) {
    logKey.verifyPlain(
        signature.toArray(), signedBytes(leaf, topicId, offset, time, outputDigest).toArray());
    LogRecord record = LogRecord.parse(leaf.toArray());
    record.verify(logKey);
    return record;
  }

  @Override
  public ObjectNode json() {
    return StrictJson.newObject()
        .put("leaf", leaf.text())
        .put("topicId", topicId.toString())
        .put("offset", offset)
        .put("time", WireInstant.text(time))
        .put("outputDigest", outputDigest.text())
        .put("signature", signature.text());
  }

  /** What the signature covers. */
  static Bytes signedBytes(
      Bytes leaf, UUID topicId, long offset, Instant time, Bytes outputDigest) {
    return Bytes.concat(
        Bytes.of("jp-linkage/1 log receipt\n".getBytes(StandardCharsets.US_ASCII)),
        Bytes.sha256(leaf),
        WireUuid.octets(topicId),
        Bytes.u64(offset),
        Bytes.u64(time.toEpochMilli()),
        outputDigest);
  }
}
