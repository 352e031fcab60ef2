@NullMarked
package jp.linkage.kit.exchange;

import org.jspecify.annotations.NullMarked;
