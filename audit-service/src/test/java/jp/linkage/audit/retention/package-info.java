/** Tests of how long records can be opened, against the running service. */
@NullMarked
package jp.linkage.audit.retention;

import org.jspecify.annotations.NullMarked;
