/**
 * Evidence that leaves the audit-service: records with their openings, receipts and proofs, in one
 * file that anybody verifies offline with nothing but a policy that he trusts. The normative text
 * is docs/spec/audit-log.md §10.
 */
@NullMarked
package jp.linkage.protocol.evidence;

import org.jspecify.annotations.NullMarked;
