/** Tests of bundles of evidence, whole and tampered with. */
@NullMarked
package jp.linkage.protocol.evidence;

import org.jspecify.annotations.NullMarked;
