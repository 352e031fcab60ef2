@NullMarked
package jp.linkage.kit.steps;

import org.jspecify.annotations.NullMarked;
