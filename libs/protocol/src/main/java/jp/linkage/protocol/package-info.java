/**
 * The protocol of Linkage as plain Java: what the parties say to each other and how they check it.
 * No input, no output, no framework, so that an outside auditor can run every check alone.
 */
@NullMarked
package jp.linkage.protocol;

import org.jspecify.annotations.NullMarked;
