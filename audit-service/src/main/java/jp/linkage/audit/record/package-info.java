/**
 * Composes the log's records and the receipts for them: commitments in clear, everything else
 * sealed under the month's key, signed by the log key (protocol §4.5, §4.6).
 */
@NullMarked
package jp.linkage.audit.record;

import org.jspecify.annotations.NullMarked;
