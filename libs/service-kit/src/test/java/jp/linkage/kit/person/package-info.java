@NullMarked
package jp.linkage.kit.person;

import org.jspecify.annotations.NullMarked;
