/**
 * Reads the records of the log into rows that can be searched: every record becomes a row, also one
 * that nobody can read. The rows commit together with the tree and the place that was reached.
 * Emptied tables are filled again from the topic with the same rows ({@code select
 * rebuild_projection()}).
 */
@NullMarked
package jp.linkage.audit.projection;

import org.jspecify.annotations.NullMarked;
