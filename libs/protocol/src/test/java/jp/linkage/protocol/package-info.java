/** Rules that the whole library keeps. */
@NullMarked
package jp.linkage.protocol;

import org.jspecify.annotations.NullMarked;
