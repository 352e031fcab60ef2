@NullMarked
package jp.linkage.kit;

import org.jspecify.annotations.NullMarked;
