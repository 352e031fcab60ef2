@NullMarked
package jp.linkage.kit.jwt;

import org.jspecify.annotations.NullMarked;
