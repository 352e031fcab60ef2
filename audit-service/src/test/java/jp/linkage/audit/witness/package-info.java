@NullMarked
package jp.linkage.audit.witness;

import org.jspecify.annotations.NullMarked;
