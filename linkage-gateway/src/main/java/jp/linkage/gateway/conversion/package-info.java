/**
 * The gateway's half of a conversion (protocol §4.3), made blindly and with proofs, and what the
 * audit-service does with it: the second half, the records, and the receipts that are checked here
 * before anything goes on.
 */
@NullMarked
package jp.linkage.gateway.conversion;

import org.jspecify.annotations.NullMarked;
