@NullMarked
package jp.linkage.kit.http;

import org.jspecify.annotations.NullMarked;
