/** Tests of releases. */
@NullMarked
package jp.linkage.audit.release;

import org.jspecify.annotations.NullMarked;
