/**
 * {@code ./linkage verify}: a bundle of evidence, or a whole log, verified by somebody who trusts
 * nobody but the keys that he brings (docs/auditors.md). Uses the protocol library and the JDK
 * only. The checks are the library's; here is where files and addresses become its input, and its
 * findings lines and an exit code.
 */
@NullMarked
package jp.linkage.local.verify;

import org.jspecify.annotations.NullMarked;
