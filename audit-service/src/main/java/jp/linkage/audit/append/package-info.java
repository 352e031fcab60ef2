/**
 * Appends records to the log of record, one Kafka topic with one partition, and tells the offset
 * only after the acknowledgement of all in-sync replicas. Nothing else in the service writes to
 * Kafka, and nothing else can make an {@link jp.linkage.audit.append.AcknowledgedRecord}: who needs
 * one to go on has a record that is in the log. A topic that is not the pinned one is refused.
 */
@NullMarked
package jp.linkage.audit.append;

import org.jspecify.annotations.NullMarked;
