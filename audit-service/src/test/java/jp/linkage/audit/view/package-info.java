/** Tests. */
@NullMarked
package jp.linkage.audit.view;

import org.jspecify.annotations.NullMarked;
