@NullMarked
package jp.linkage.kit.limit;

import org.jspecify.annotations.NullMarked;
