/**
 * Bundles of evidence (docs/spec/audit-log.md §10): what the log holds about some exchanges, in one
 * file that anybody can verify without asking anybody.
 */
@NullMarked
package jp.linkage.audit.evidence;

import org.jspecify.annotations.NullMarked;
