/** Tests. */
@NullMarked
package jp.linkage.audit.search;

import org.jspecify.annotations.NullMarked;
