/** Tests of the witness over HTTP and as a process. */
@NullMarked
package jp.linkage.local.witness;

import org.jspecify.annotations.NullMarked;
