package jp.linkage.kit.receipt;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * A receipt as the tables keep it: offset, time in milliseconds, topic, output digest, signature,
 * then the record. Smaller than its JSON form, and written in the middle of an exchange.
 */
public final class KeptReceipt {
  private static final int DIGEST = 32;
  private static final int SIGNATURE = 64;
  private static final int FIXED = 4 * Long.BYTES + DIGEST + SIGNATURE;

  private KeptReceipt() {}

  /** The bytes of a receipt. */
  public static byte[] of(LogReceipt receipt) {
    return ByteBuffer.allocate(FIXED + receipt.leaf().length())
        .putLong(receipt.offset())
        .putLong(receipt.time().toEpochMilli())
        .putLong(receipt.topicId().getMostSignificantBits())
        .putLong(receipt.topicId().getLeastSignificantBits())
        .put(receipt.outputDigest().toArray())
        .put(receipt.signature().toArray())
        .put(receipt.leaf().toArray())
        .array();
  }

  /** The receipt of these bytes. */
  static LogReceipt parse(byte[] kept) {
    ByteBuffer bytes = ByteBuffer.wrap(kept);
    long offset = bytes.getLong();
    Instant time = Instant.ofEpochMilli(bytes.getLong());
    UUID topicId = new UUID(bytes.getLong(), bytes.getLong());
    Bytes digest = next(bytes, DIGEST);
    Bytes signature = next(bytes, SIGNATURE);
    return new LogReceipt(next(bytes, bytes.remaining()), topicId, offset, time, digest, signature);
  }

  private static Bytes next(ByteBuffer bytes, int length) {
    byte[] octets = new byte[length];
    bytes.get(octets);
    return Bytes.of(octets);
  }
}
