/** Tests of the sealed log, as an outsider reads it. */
@NullMarked
package jp.linkage.audit.publication;

import org.jspecify.annotations.NullMarked;
