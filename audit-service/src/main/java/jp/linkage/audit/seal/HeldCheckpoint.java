package jp.linkage.audit.seal;

import jp.linkage.protocol.tlog.checkpoint.Checkpoint;

/**
 * A checkpoint that this log has signed and somebody keeps outside of the database.
 *
 * @param holder who, as in a sentence: {@code the witness w1}
 * @param checkpoint what it says
 */
public record HeldCheckpoint(String holder, Checkpoint checkpoint) {}
