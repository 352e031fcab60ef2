/** Tests of the signed texts, with the examples of C2SP and of logs that are in use. */
@NullMarked
package jp.linkage.protocol.tlog.checkpoint;

import org.jspecify.annotations.NullMarked;
