/**
 * The Merkle tree of the log and of batches: RFC 6962 §2.1 with SHA-256, inclusion and consistency
 * proofs as RFC 9162 §2.1.3 and §2.1.4 verify them.
 */
@NullMarked
package jp.linkage.protocol.tlog;

import org.jspecify.annotations.NullMarked;
