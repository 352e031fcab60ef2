/**
 * A witness of the log as a small server (docs/spec/audit-log.md §7, C2SP tlog-witness): it cosigns
 * checkpoints that grew from those that it cosigned before, and keeps them in files, so that it
 * never signs two trees even when it is killed. For the local run and for tests, and for whoever
 * wants to watch a log from a machine of his own.
 */
@NullMarked
package jp.linkage.local.witness;

import org.jspecify.annotations.NullMarked;
