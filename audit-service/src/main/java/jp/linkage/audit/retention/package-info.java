/**
 * How long what the log's records hide can be opened: seven years, unless a legal hold (保全) covers
 * it. Then the key of the month is destroyed, with every copy that was opened with it; the records,
 * the tree and every proof stay (docs/spec/audit-log.md §13, decision 0008).
 */
@NullMarked
package jp.linkage.audit.retention;

import org.jspecify.annotations.NullMarked;
