/** Tests of the Merkle tree against the published vectors. */
@NullMarked
package jp.linkage.protocol.tlog;

import org.jspecify.annotations.NullMarked;
