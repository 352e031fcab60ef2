package jp.linkage.local.stack;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Makes the log's topic, as an operator does before the audit-service starts. */
final class AuditTopics {
  private static final String ENTRIES = "audit.entries.v1";

  private AuditTopics() {}

  /** Makes what is missing; one replica, as the local run has one broker. */
  static void create(String bootstrapServers) {
    try (var admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      if (admin.listTopics().names().get().contains(ENTRIES)) {
        return;
      }
      // One partition and nothing ever deleted: the leaf's index is the offset.
      var entries =
          new NewTopic(ENTRIES, Optional.of(1), Optional.of((short) 1))
              .configs(
                  Map.of(
                      "cleanup.policy", "delete",
                      "retention.ms", "-1",
                      "retention.bytes", "-1",
                      "message.timestamp.type", "LogAppendTime",
                      "max.message.bytes", "70000",
                      "unclean.leader.election.enable", "false"));
      admin.createTopics(List.of(entries)).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the log's topic was not made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
