/** Tests of the append against a real broker and a real database. */
@NullMarked
package jp.linkage.audit.append;

import org.jspecify.annotations.NullMarked;
