package jp.linkage.local.topic;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jp.linkage.local.verify.database.BrokerTimes;
import jp.linkage.protocol.json.Bytes;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of the log from its beginning. */
public final class TopicKafka implements BrokerTimes {
  private static final TopicPartition LOG = new TopicPartition("audit.entries.v1", 0);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private Iterator<ConsumerRecord<byte[], byte[]>> records =
      List.<ConsumerRecord<byte[], byte[]>>of().iterator();
  private long next;

  private TopicKafka(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /** Opens the topic of this broker. */
  public static TopicKafka open(String bootstrapServers) throws IOException {
    try {
      var consumer =
          new KafkaConsumer<>(
              Map.<String, Object>of(
                  ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                  bootstrapServers,
                  ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                  false,
                  ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                  "none",
                  ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                  false,
                  ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                  2000),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer());
      consumer.assign(List.of(LOG));
      consumer.seek(LOG, 0);
      return new TopicKafka(consumer);
    } catch (KafkaException e) {
      throw unreadable(e);
    }
  }

  @Override
  public Appended next() throws IOException {
    try {
      long limit = System.nanoTime() + PATIENCE.toNanos();
      while (!records.hasNext()) {
        if (System.nanoTime() > limit) {
          throw new IOException("the topic has nothing at offset " + next);
        }
        records = consumer.poll(Duration.ofMillis(200)).records(LOG).iterator();
      }
    } catch (KafkaException e) {
      throw unreadable(e);
    }
    ConsumerRecord<byte[], byte[]> record = records.next();
    if (record.offset() != next) {
      throw new IOException("expected offset " + next + " of the topic, found " + record.offset());
    }
    next++;
    return new Appended(
        record.value() == null ? Bytes.EMPTY : Bytes.of(record.value()),
        Instant.ofEpochMilli(record.timestamp()));
  }

  private static IOException unreadable(KafkaException e) {
    return new IOException("the topic cannot be read: " + e.getClass().getSimpleName(), e);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
