/** Tests of the auditors' view. */
@NullMarked
package jp.linkage.audit.query;

import org.jspecify.annotations.NullMarked;
