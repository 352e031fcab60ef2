/** Tests of the witness's decision and of what travels. */
@NullMarked
package jp.linkage.protocol.tlog.witness;

import org.jspecify.annotations.NullMarked;
