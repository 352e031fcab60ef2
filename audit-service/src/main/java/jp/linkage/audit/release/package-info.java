/**
 * Records that an answer may be handed over (protocol §4.8): what the answering agency signed about
 * an exchange whose REQUEST is in the log. The gateway hands the answer over only with the receipt.
 */
@NullMarked
package jp.linkage.audit.release;

import org.jspecify.annotations.NullMarked;
