@NullMarked
package jp.linkage.audit.evidence;

import org.jspecify.annotations.NullMarked;
