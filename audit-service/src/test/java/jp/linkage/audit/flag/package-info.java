/** Tests of what auditors see of flags. */
@NullMarked
package jp.linkage.audit.flag;

import org.jspecify.annotations.NullMarked;
