package jp.linkage.protocol.tlog.witness;

import java.util.Optional;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;

/**
 * What a witness does about a request.
 *
 * @param response the answer; when there is a new state, only to be sent after that is stored
 * @param newState the checkpoint with the log's signatures and the cosignatures, which takes the
 *     place of the one that the decision was made on: present exactly when the answer is {@link
 *     AddCheckpointResponse.Cosigned}
 */
public record WitnessDecision(AddCheckpointResponse response, Optional<SignedCheckpoint> newState) {
  /** Checks that both agree. */
  public WitnessDecision {
    if (response instanceof AddCheckpointResponse.Cosigned != newState.isPresent()) {
      throw new IllegalArgumentException("expected a new state exactly when cosigned");
    }
  }

  static WitnessDecision without(AddCheckpointResponse response) {
    return new WitnessDecision(response, Optional.empty());
  }
}
