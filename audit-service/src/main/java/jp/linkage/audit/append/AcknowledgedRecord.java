package jp.linkage.audit.append;

import java.time.Instant;
import java.util.UUID;

/**
 * A record that every in-sync replica of the log has acknowledged. Only {@link LogKafka} makes one,
 * so that a method which takes it cannot run before the record is in the log (protocol §5 rule 1).
 */
public final class AcknowledgedRecord {
  private final byte[] leaf;
  private final UUID topicId;
  private final long offset;
  private final Instant time;

  AcknowledgedRecord(byte[] leaf, UUID topicId, long offset, Instant time) {
    this.leaf = leaf;
    this.topicId = topicId;
    this.offset = offset;
    this.time = time;
  }

  /** The bytes of the record's value. */
  public byte[] leaf() {
    return leaf.clone();
  }

  /** The identity of the topic that holds it. */
  public UUID topicId() {
    return topicId;
  }

  /** Its place in the log, which is its leaf index. */
  public long offset() {
    return offset;
  }

  /** When the broker appended it, by the broker's clock, in milliseconds. */
  public Instant time() {
    return time;
  }
}
