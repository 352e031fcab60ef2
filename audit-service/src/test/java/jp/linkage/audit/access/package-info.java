/** Tests. */
@NullMarked
package jp.linkage.audit.access;

import org.jspecify.annotations.NullMarked;
