package jp.linkage.protocol.tlog.audit;

import java.util.Optional;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/** What a log showed as its newest checkpoint to somebody who holds an earlier one. */
public sealed interface Sighting {
  /**
   * It holds, and its tree grew from the one that is held, or is the same.
   *
   * @param newest the checkpoint
   */
  record Grown(SignedCheckpoint newest) implements Sighting {}

  /**
   * It holds, but is smaller than the one that is held: an old copy, or a log that was rolled back.
   *
   * @param shown the checkpoint
   */
  record Older(SignedCheckpoint shown) implements Sighting {}

  /**
   * It holds, and its tree has another beginning than the one that is held: both notes together
   * convict the log, as it signed two histories.
   *
   * @param shown the checkpoint
   * @param found the other beginning
   */
  record Inconsistent(SignedCheckpoint shown, String found) implements Sighting {}

  /**
   * It holds, but tiles are missing, malformed or do not lead to its root, so that nothing is known
   * of how it grew.
   *
   * @param shown the checkpoint
   * @param found which and why
   */
  record Unproven(SignedCheckpoint shown, String found) implements Sighting {}

  /**
   * There is no checkpoint, or none that holds under the policy.
   *
   * @param shown the bytes, when there were any
   * @param found what was wrong
   */
  record Unusable(Optional<Bytes> shown, String found) implements Sighting {}
}
