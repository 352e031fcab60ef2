package jp.linkage.local.verify.database;

import java.io.IOException;
import java.time.Instant;
import jp.linkage.protocol.json.Bytes;

/** The topic that is the log, read from its beginning: only it knows when a record arrived. */
public interface BrokerTimes extends AutoCloseable {
  /**
   * A record of the topic.
   *
   * @param value its bytes, none where it has none
   * @param time when the broker appended it
   */
  record Appended(Bytes value, Instant time) {}

  /** The next record. */
  Appended next() throws IOException;

  @Override
  void close();

  /** Opens a topic. */
  @FunctionalInterface
  interface Opener {
    /**
     * From the beginning.
     *
     * @param bootstrapServers of the broker
     */
    BrokerTimes open(String bootstrapServers) throws IOException;
  }
}
