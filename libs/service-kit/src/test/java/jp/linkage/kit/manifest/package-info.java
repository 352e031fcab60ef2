@NullMarked
package jp.linkage.kit.manifest;

import org.jspecify.annotations.NullMarked;
