/** Tests of the quotas. */
@NullMarked
package jp.linkage.audit.quota;

import org.jspecify.annotations.NullMarked;
