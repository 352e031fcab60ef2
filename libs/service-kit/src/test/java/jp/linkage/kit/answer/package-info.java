@NullMarked
package jp.linkage.kit.answer;

import org.jspecify.annotations.NullMarked;
