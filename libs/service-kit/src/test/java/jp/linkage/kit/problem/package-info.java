@NullMarked
package jp.linkage.kit.problem;

import org.jspecify.annotations.NullMarked;
