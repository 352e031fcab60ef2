/** Tests of the full audit, and a small log for it. */
@NullMarked
package jp.linkage.protocol.tlog.audit;

import org.jspecify.annotations.NullMarked;
