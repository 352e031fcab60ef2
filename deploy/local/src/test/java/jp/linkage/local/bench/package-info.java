@NullMarked
package jp.linkage.local.bench;

import org.jspecify.annotations.NullMarked;
