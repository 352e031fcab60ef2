/** Tests of what is remembered about an exchange, and for how long. */
@NullMarked
package jp.linkage.audit.exchange;

import org.jspecify.annotations.NullMarked;
