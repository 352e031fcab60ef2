/** Tests of the launcher as the script runs it. */
@NullMarked
package jp.linkage.local;

import org.jspecify.annotations.NullMarked;
