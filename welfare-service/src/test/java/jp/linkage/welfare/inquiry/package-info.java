/** Tests of planning, sending and reading inquiries. */
@NullMarked
package jp.linkage.welfare.inquiry;

import org.jspecify.annotations.NullMarked;
