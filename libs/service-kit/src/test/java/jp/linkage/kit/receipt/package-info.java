@NullMarked
package jp.linkage.kit.receipt;

import org.jspecify.annotations.NullMarked;
