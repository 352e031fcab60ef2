/** Tests of {@code ./linkage verify}. */
@NullMarked
package jp.linkage.local.verify;

import org.jspecify.annotations.NullMarked;
