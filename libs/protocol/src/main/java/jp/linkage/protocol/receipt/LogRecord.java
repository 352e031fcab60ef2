package jp.linkage.protocol.receipt;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * A record of the log: a leaf of the Merkle tree, exactly the bytes of the Kafka record's value
 * (protocol §4.6).
 */
public sealed interface LogRecord extends WireMessage
    permits ExchangeRecord, ReleaseRecord, ViewRecord, ConfigRecord, KeyRecord {
  /** The most bytes of a record: an entry bundle of tlog-tiles carries a 16-bit length. */
  int MAX_BYTES = 65_535;

  /** The version that {@code v} names. */
  int VERSION = 1;

  /** What stands in the place of the signature before a record is signed. */
  Bytes UNSIGNED = Bytes.of(new byte[VerifyingKey.SIGNATURE_SIZE]);

  /** The name of a period: a month. */
  Pattern PERIOD = Pattern.compile("[0-9]{4}-(?:0[1-9]|1[0-2])");

  /** The form of the name of a log. */
  Pattern ORIGIN = Pattern.compile("[!-*,-~]{1,255}");

  /** The origin of the log. */
  String log();

  /** What the record attests. */
  RecordType type();

  /** When the audit-service built the record. */
  Instant time();

  /** 64 octets: Ed25519 by the log key over {@link #signedBytes}. */
  Bytes signature();

  /**
   * Reads a leaf.
   *
   * @throws InvalidMessage when the bytes are not canonical or not a record
   */
  static LogRecord parse(byte[] utf8) {
    JsonObject json = StrictJson.canonicalObject(utf8, MAX_BYTES);
    json.integer("v", VERSION, VERSION);
    RecordType type = json.value("type", RecordType::parse);
    LogRecord record =
        switch (type) {
          case REQUEST, ENROL, REGISTER, DENY -> ExchangeRecord.read(type, json);
          case VIEW ->
              json.has(ViewRecord.VIEW_ID)
                  ? ViewRecord.read(json)
                  : ExchangeRecord.read(type, json);
          case RELEASE -> ReleaseRecord.read(json);
          case CONFIG -> ConfigRecord.read(json);
          case KEY -> KeyRecord.read(json);
        };
    json.end();
    return record;
  }

  /**
   * Verifies the log's signature over the record.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the log key did not sign it
   */
  default void verify(VerifyingKey logKey) {
    logKey.verifyPlain(signature().toArray(), signedBytes().toArray());
  }

  /** The log key's signature over the record, whatever its member {@code signature} holds. */
  default Bytes signature(SigningKey logKey) {
    return Bytes.of(logKey.signPlain(signedBytes().toArray()));
  }

  /** The bytes of the leaf, refused when they are too many for an entry of the log. */
  default byte[] leaf() {
    byte[] leaf = bytes();
    if (leaf.length > MAX_BYTES) {
      throw InvalidMessage.value("a record of at most " + MAX_BYTES + " bytes");
    }
    return leaf;
  }

  /** What the signature covers: a label, and the canonical form without {@code signature}. */
  default Bytes signedBytes() {
    var unsigned = json();
    unsigned.remove("signature");
    return Bytes.concat(
        Bytes.of("jp-linkage/1 log record\n".getBytes(StandardCharsets.US_ASCII)),
        Bytes.of(CanonicalJson.bytes(unsigned)));
  }

  /** The origin of a log: 1 to 255 printable characters of ASCII without space and plus. */
  static String requireOrigin(String origin) {
    if (!ORIGIN.matcher(origin).matches()) {
      throw InvalidMessage.value("a log origin: 1 to 255 of ASCII, no space, no plus");
    }
    return origin;
  }

  /** The name of a period. */
  static String requirePeriod(String period) {
    if (!PERIOD.matcher(period).matches()) {
      throw InvalidMessage.value("a period YYYY-MM");
    }
    return period;
  }
}
