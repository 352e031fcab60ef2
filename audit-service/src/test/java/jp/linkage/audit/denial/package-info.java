/** Tests of denials. */
@NullMarked
package jp.linkage.audit.denial;

import org.jspecify.annotations.NullMarked;
