/** Tests of the record of exchanges. */
@NullMarked
package jp.linkage.welfare.record;

import org.jspecify.annotations.NullMarked;
