package jp.linkage.audit.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import org.jboss.logging.Logger;

/** Signs committed trees and publishes them: to the topic first, then to whoever asks a replica. */
@ApplicationScoped
class PublishCheckpoints {
  private static final Logger LOG = Logger.getLogger(PublishCheckpoints.class);

  /** How many of the newest records are read at a start; more, when none of them is the log's. */
  private static final int WINDOW = 64;

  private final CheckpointSigner signer;
  private final CheckpointTopicKafka topic;
  private final CheckpointRows rows;

  PublishCheckpoints(CheckpointSigner signer, CheckpointTopicKafka topic, CheckpointRows rows) {
    this.signer = signer;
    this.topic = topic;
    this.rows = rows;
  }

  /**
   * The topic's identity.
   *
   * @param pinned the one that it should have; empty before the first start
   * @throws jp.linkage.audit.append.LogUnavailable if the topic cannot be used
   */
  UUID topic(Optional<UUID> pinned) {
    return topic.check(pinned.isEmpty());
  }

  /**
   * Checkpoints of the log that were published last.
   *
   * @return at least one, unless none was ever published
   * @throws jp.linkage.audit.append.LogUnavailable if the topic cannot be read
   * @throws SealingHalted if there are records, but none is a checkpoint of the log
   */
  List<SignedCheckpoint> published() {
    int window = WINDOW;
    while (true) {
      List<byte[]> values = topic.newest(window);
      List<SignedCheckpoint> verified = new ArrayList<>();
      values.forEach(value -> verified(value).ifPresent(verified::add));
      if (!verified.isEmpty() || values.isEmpty()) {
        return verified;
      }
      if (values.size() < window) {
        throw new SealingHalted(
            "the topic of the checkpoints holds none that the log's keys have signed");
      }
      window *= 4;
    }
  }

  private Optional<SignedCheckpoint> verified(byte[] value) {
    try {
      SignedCheckpoint signed = SignedCheckpoint.parse(value);
      signer.requireOwn(signed);
      return Optional.of(signed);
    } catch (ProtocolViolation e) {
      LOG.errorf(
          "The topic of the checkpoints holds what is none of the log's: %s", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Publishes the tree that the log was opened with, unless it, or a larger one, is published. One
   * that an earlier key has signed is published again, as its readers know the present keys only.
   *
   * @param published what was found in the topic
   */
  void resume(Connection connection, Checkpoint committed, List<SignedCheckpoint> published)
      throws SQLException {
    Optional<SignedCheckpoint> newest =
        published.stream().max(Comparator.comparingLong(signed -> signed.checkpoint().size()));
    if (newest.isEmpty() || newest.get().checkpoint().size() < committed.size()) {
      publish(connection, committed);
    } else if (newest.get().checkpoint().equals(committed)) {
      Optional<SignedCheckpoint> readable =
          published.stream()
              .filter(signed -> signed.checkpoint().equals(committed))
              .filter(signer::isByPresentKeys)
              .findFirst();
      if (readable.isPresent()) {
        rows.put(connection, readable.get());
      } else {
        publish(connection, committed);
      }
    }
  }

  /**
   * Signs a committed tree and publishes it.
   *
   * @throws jp.linkage.audit.append.LogUnavailable if the topic did not acknowledge it in time
   */
  void publish(Connection connection, Checkpoint committed) throws SQLException {
    SignedCheckpoint signed = signer.sign(committed);
    topic.publish(signed.bytes());
    rows.put(connection, signed);
  }
}
