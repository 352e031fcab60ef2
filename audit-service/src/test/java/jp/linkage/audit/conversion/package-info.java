/** Tests of M2 and of what it must never do. */
@NullMarked
package jp.linkage.audit.conversion;

import org.jspecify.annotations.NullMarked;
