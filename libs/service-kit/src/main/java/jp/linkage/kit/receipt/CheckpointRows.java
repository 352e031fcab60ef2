package jp.linkage.kit.receipt;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RunCommands;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/** The checkpoints that were verified, so that a rollback is noticed after a restart too. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class CheckpointRows {
  private static final String LARGEST =
      "SELECT note FROM log_checkpoint WHERE origin = ? ORDER BY size DESC LIMIT 1";
  private static final String KEEP =
      """
      INSERT INTO log_checkpoint (origin, size, note, proves, seen_at) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (origin, size) DO UPDATE SET proves = true
      WHERE excluded.proves AND NOT log_checkpoint.proves
      """;
  private static final String FORGET =
      "DELETE FROM log_checkpoint WHERE origin = ? AND size < ? AND NOT proves";

  private final RunCommands database;

  CheckpointRows(RunCommands database) {
    this.database = database;
  }

  /** The largest one that was verified of this log. */
  Optional<SignedCheckpoint> largest(String origin) {
    return database
        .run(
            Command.query(
                LARGEST,
                row ->
                    row.next() ? Optional.of(Bytes.of(row.getBytes(1))) : Optional.<Bytes>empty(),
                origin))
        .map(note -> SignedCheckpoint.parse(note.toArray()));
  }

  /**
   * Keeps a verified one, in the caller's transaction; smaller ones that nothing needs go.
   *
   * @param proves whether a proof leads to it
   */
  void keep(SignedCheckpoint verified, boolean proves, Instant now) {
    String origin = verified.checkpoint().origin();
    long size = verified.checkpoint().size();
    database.run(
        Command.change(KEEP, origin, size, verified.bytes(), proves, now),
        Command.change(FORGET, origin, size));
  }
}
