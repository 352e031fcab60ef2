/**
 * Shows every published checkpoint to the witnesses of a policy file, collects their cosignatures
 * and keeps the newest checkpoint that a quorum has cosigned (docs/spec/audit-log.md §7, §8). Never
 * on the path of an exchange. A witness that has seen more than the database holds, or another
 * tree, stops the sealer.
 */
@NullMarked
package jp.linkage.audit.witness;

import org.jspecify.annotations.NullMarked;
