package jp.linkage.audit.seal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.EntryBundle;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.ClusterResource;
import org.apache.kafka.common.ClusterResourceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the log from an offset on, in batches without a gap in them or between them. */
final class FollowedLogKafka implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);

  /** Bytes of records that are sealed without gathering more. */
  private static final int WORTH_A_BATCH = 256 * 1024;

  /**
   * Bytes of records that one poll takes: a log that has fallen behind catches up in large steps.
   */
  private static final int LARGEST_BATCH = 8 * 1024 * 1024;

  private final TopicPartition partition;
  private final RefreshFlag refreshed = new RefreshFlag();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private long next;

  FollowedLogKafka(Map<String, Object> connection, String topic, SealConfig config, long from) {
    Map<String, Object> properties = new HashMap<>(connection);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-service-sealer");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.batch());
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_BATCH);
    // The broker gathers while the batch before is being sealed, as the consumer asks ahead: under
    // load a batch takes what has come meanwhile, and waits for nothing.
    properties.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_A_BATCH);
    properties.put(
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(config.gathering().toMillis()));
    this.partition = new TopicPartition(topic, 0);
    this.consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), refreshed);
    this.next = from;
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
  }

  /**
   * A record of the log.
   *
   * @param value empty where it has none
   * @param loggedAt the broker's append time
   */
  record Entry(long offset, Bytes value, Instant loggedAt) {}

  /**
   * The next records; none when there are none for a while.
   *
   * @throws SealingHalted if one is missing, or cannot be an entry
   */
  List<Entry> read() {
    List<ConsumerRecord<byte[], byte[]>> records;
    try {
      records = consumer.poll(POLL).records(partition);
    } catch (OffsetOutOfRangeException e) {
      throw new SealingHalted("the log does not hold offset " + next + " any more");
    }
    List<Entry> entries = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() != next) {
        // leaf index = offset: going on would give every later leaf a wrong index
        throw new SealingHalted(
            "offset " + next + " is missing in the log, the next one is " + record.offset());
      }
      entries.add(entry(record));
      next++;
    }
    return entries;
  }

  private static Entry entry(ConsumerRecord<byte[], byte[]> record) {
    Bytes value = record.value() == null ? Bytes.EMPTY : Bytes.of(record.value());
    if (value.length() > EntryBundle.MAX_ENTRY) {
      // no bundle could hold it, and no mirror could have it
      throw new SealingHalted(
          "offset "
              + record.offset()
              + " has "
              + value.length()
              + " bytes, an entry has at most "
              + EntryBundle.MAX_ENTRY);
    }
    return new Entry(record.offset(), value, Instant.ofEpochMilli(record.timestamp()));
  }

  /** Whether the metadata came anew since this was asked last: a replaced topic keeps its name. */
  boolean takeRefreshed() {
    return refreshed.take();
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** Kafka tells its deserializers of every refresh of the metadata. */
  private static final class RefreshFlag extends ByteArrayDeserializer
      implements ClusterResourceListener {
    private final AtomicBoolean flag = new AtomicBoolean(true);

    @Override
    public void onUpdate(ClusterResource cluster) {
      flag.set(true);
    }

    boolean take() {
      return flag.getAndSet(false);
    }
  }
}
