package jp.linkage.local.bench;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Appends to the topic with the settings with which the audit-service does. */
final class AppendsKafka implements AutoCloseable {
  private static final String LOG = "audit.entries.v1";
  private static final int UNDER_WAY = 256;

  private final KafkaProducer<byte[], byte[]> producer;

  AppendsKafka(String bootstrapServers) {
    this.producer =
        new KafkaProducer<>(
            Map.<String, Object>of(
                "bootstrap.servers",
                bootstrapServers,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                0,
                "batch.size",
                64 * 1024,
                "compression.type",
                "none",
                "delivery.timeout.ms",
                30_000,
                "request.timeout.ms",
                10_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** One record, acknowledged; empty when it was not. */
  OptionalLong append(byte[] record) {
    try {
      return OptionalLong.of(
          producer.send(new ProducerRecord<>(LOG, 0, null, record)).get().offset());
    } catch (ExecutionException _) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * All of them.
   *
   * @param lastOffset of the last record
   * @param nanos until the last was acknowledged
   */
  record Flood(long lastOffset, long startNanos, long nanos, int errors) {}

  /** All records in their order, 256 under way at a time. */
  Flood all(List<byte[]> records) throws InterruptedException {
    var underWay = new Semaphore(UNDER_WAY);
    var last = new AtomicLong();
    var errors = new AtomicInteger();
    var done = new CompletableFuture<Void>();
    var left = new AtomicInteger(records.size());
    long start = System.nanoTime();
    for (byte[] record : records) {
      underWay.acquire();
      var _ =
          producer.send(
              new ProducerRecord<>(LOG, 0, null, record),
              (metadata, failure) -> {
                underWay.release();
                if (failure == null) {
                  last.accumulateAndGet(metadata.offset(), Math::max);
                } else {
                  errors.incrementAndGet();
                }
                if (left.decrementAndGet() == 0) {
                  done.complete(null);
                }
              });
    }
    done.join();
    return new Flood(last.get(), start, System.nanoTime() - start, errors.get());
  }

  @Override
  public void close() {
    producer.close();
  }
}
