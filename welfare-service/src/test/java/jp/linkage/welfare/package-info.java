/** Tests of the welfare service, and what they share. */
@NullMarked
package jp.linkage.welfare;

import org.jspecify.annotations.NullMarked;
