/** Tests of the sealed log, as it comes about. */
@NullMarked
package jp.linkage.audit.seal;

import org.jspecify.annotations.NullMarked;
