package jp.linkage.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Notes when each size of the log was first seen: in a signed checkpoint of the topic of
 * checkpoints, from when on anybody can make the proof of every leaf below it; and in the
 * checkpoint that is served, which a quorum of witnesses has cosigned.
 */
final class SealTimesKafka implements AutoCloseable {
  private static final TopicPartition CHECKPOINTS = new TopicPartition("audit.checkpoints.v1", 0);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final ConcurrentNavigableMap<Long, Long> published = new ConcurrentSkipListMap<>();
  private final ConcurrentNavigableMap<Long, Long> served = new ConcurrentSkipListMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final URI checkpoint;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private volatile boolean ended;

  SealTimesKafka(String bootstrapServers, URI logPrefix) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrapServers, "fetch.max.wait.ms", 50),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(List.of(CHECKPOINTS));
    consumer.seekToEnd(List.of(CHECKPOINTS));
    consumer.position(CHECKPOINTS);
    this.checkpoint = logPrefix.resolve("checkpoint");
    threads.execute(this::follow);
    threads.execute(this::look);
  }

  private void follow() {
    try (consumer) {
      while (!ended) {
        consumer
            .poll(Duration.ofMillis(50))
            .forEach(record -> published.putIfAbsent(size(record.value()), System.nanoTime()));
      }
    }
  }

  private void look() {
    try (var client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(checkpoint).timeout(Duration.ofSeconds(2)).build();
      while (!ended) {
        try {
          var response = client.send(request, BodyHandlers.ofByteArray());
          if (response.statusCode() == 200) {
            served.putIfAbsent(size(response.body()), System.nanoTime());
          }
        } catch (IOException _) {
          // not served at the moment
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  // The second line of a note; whose signatures they are, does not matter for its time.
  private static long size(byte[] note) {
    return Long.parseLong(new String(note, UTF_8).lines().skip(1).findFirst().orElseThrow());
  }

  /** Waits until so many leaves are published, or served. */
  void await(long size, boolean untilServed, Duration patience) throws InterruptedException {
    ConcurrentNavigableMap<Long, Long> seen = untilServed ? served : published;
    long limit = System.nanoTime() + patience.toNanos();
    while (seen.ceilingKey(size) == null) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("the log was not sealed up to " + size);
      }
      Thread.sleep(5);
    }
  }

  /** When these offsets were below a published size. */
  Map<Long, Long> published(Collection<Long> offsets) {
    return times(offsets, published);
  }

  /** When these offsets were below the served size. */
  Map<Long, Long> served(Collection<Long> offsets) {
    return times(offsets, served);
  }

  private static Map<Long, Long> times(
      Collection<Long> offsets, ConcurrentNavigableMap<Long, Long> seen) {
    Map<Long, Long> times = new HashMap<>();
    for (long offset : offsets) {
      Map.Entry<Long, Long> first = seen.ceilingEntry(offset + 1);
      if (first != null) {
        times.put(offset, first.getValue());
      }
    }
    return times;
  }

  @Override
  public void close() {
    ended = true;
    threads.close();
  }
}
