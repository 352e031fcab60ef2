package jp.linkage.audit.seal;

import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.json.Bytes;

/**
 * The row of {@code log_state}.
 *
 * @param topicId the pinned topic
 * @param checkpointTopicId the pinned topic of the checkpoints; empty before the first start
 * @param origin the log's pinned name; empty before the first start
 * @param nextOffset the first record that is not projected, at most size
 * @param size the number of leaves
 * @param root of the tree
 * @param range the hashes of its compact range, one after the other
 */
record SealState(
    UUID topicId,
    Optional<UUID> checkpointTopicId,
    Optional<String> origin,
    long nextOffset,
    long size,
    Bytes root,
    Bytes range) {}
