package jp.linkage.local.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.TopicPartition;

/** How large the log of record is on the broker's disk. */
final class LogSize {
  private static final TopicPartition LOG = new TopicPartition("audit.entries.v1", 0);
  private static final int BROKER = 1;

  private LogSize() {}

  static long bytes(String bootstrapServers) throws InterruptedException {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Map<String, LogDirDescription> folders =
          admin
              .describeLogDirs(List.of(BROKER))
              .allDescriptions()
              .get()
              .getOrDefault(BROKER, Map.of());
      return folders.values().stream()
          .map(LogDirDescription::replicaInfos)
          .filter(replicas -> replicas.containsKey(LOG))
          .mapToLong(replicas -> replicas.get(LOG).size())
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker does not tell the size of the log", e.getCause());
    }
  }
}
