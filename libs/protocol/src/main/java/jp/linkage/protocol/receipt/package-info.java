/**
 * The log's record of an exchange and the signed receipt for it (protocol §4.5, §4.6). A record is
 * the exact value of the Kafka record and a leaf of the Merkle tree: it holds commitments in clear
 * and everything else sealed under the key of a period, so that it can be forgotten after 7 years.
 */
@NullMarked
package jp.linkage.protocol.receipt;

import org.jspecify.annotations.NullMarked;
