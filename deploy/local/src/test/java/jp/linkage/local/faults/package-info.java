@NullMarked
package jp.linkage.local.faults;

import org.jspecify.annotations.NullMarked;
