/**
 * Reads the log from the topic into rows that can be searched: every record becomes a row, also one
 * that nobody can read, and the rows and the place that was reached commit together. One replica
 * does it at a time. A place that is missing stops it, as the leaf index is the offset. Emptied
 * tables are filled again from the topic with the same rows ({@code select rebuild_projection()}).
 */
@NullMarked
package jp.linkage.audit.projection;

import org.jspecify.annotations.NullMarked;
