package jp.linkage.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the log's topics, as an operator does before the audit-service starts. */
final class AuditTopics {
  // One partition and nothing ever deleted: the leaf's index is the offset.
  private static final NewTopic ENTRIES =
      topic(
          "audit.entries.v1",
          Map.of(
              "cleanup.policy", "delete",
              "retention.ms", "-1",
              "retention.bytes", "-1",
              "message.timestamp.type", "LogAppendTime",
              "max.message.bytes", "70000",
              "unclean.leader.election.enable", "false"));

  private static final NewTopic CHECKPOINTS =
      topic(
          "audit.checkpoints.v1",
          Map.of(
              "cleanup.policy", "delete",
              "retention.ms", "-1",
              "retention.bytes", "-1",
              "unclean.leader.election.enable", "false"));

  private AuditTopics() {}

  private static NewTopic topic(String name, Map<String, String> settings) {
    return new NewTopic(name, Optional.of(1), Optional.of((short) 1)).configs(settings);
  }

  /** Makes what is missing; one replica, as the local run has one broker. */
  static void create(String bootstrapServers) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get();
      List<NewTopic> missing = new ArrayList<>(List.of(ENTRIES, CHECKPOINTS));
      missing.removeIf(topic -> existing.contains(topic.name()));
      admin.createTopics(missing).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the log's topics were not made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
