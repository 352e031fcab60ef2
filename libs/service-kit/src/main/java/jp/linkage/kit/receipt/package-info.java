/**
 * Holds the log to its word (docs/spec/audit-log.md §9): keeps the receipts of this agency's
 * exchanges, computes in the background that each promised record is in the log and that the log
 * only grows, and raises an alarm that names the exchange when it is not so.
 */
@NullMarked
package jp.linkage.kit.receipt;

import org.jspecify.annotations.NullMarked;
