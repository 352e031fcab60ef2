/**
 * The full audit of a log (docs/spec/audit-log.md §3): every entry is read and hashed again, every
 * tile and the root are computed from the entries and compared with what the log gives out, every
 * record is read and its signature verified. The first thing that is wrong is named with its place.
 *
 * <p>{@link jp.linkage.protocol.tlog.audit.WatchLog} is for those who hold receipts: the growth of
 * the log, and single records of it.
 *
 * <p>Plain computation: where the log is, is behind {@link
 * jp.linkage.protocol.tlog.audit.LogSource}.
 */
@NullMarked
package jp.linkage.protocol.tlog.audit;

import org.jspecify.annotations.NullMarked;
