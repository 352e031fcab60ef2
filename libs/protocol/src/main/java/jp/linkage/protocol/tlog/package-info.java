/**
 * The Merkle tree of the log and of batches: RFC 6962 §2.1 with SHA-256, compact ranges, inclusion
 * and consistency proofs as RFC 9162 §2.1.3 and §2.1.4 verify them, and the tiles in which a log
 * gives its tree and its entries out (C2SP tlog-tiles). The normative text is
 * docs/spec/audit-log.md.
 *
 * <p>Plain computation: where the tiles are kept is behind {@link
 * jp.linkage.protocol.tlog.TileSource}.
 */
@NullMarked
package jp.linkage.protocol.tlog;

import org.jspecify.annotations.NullMarked;
