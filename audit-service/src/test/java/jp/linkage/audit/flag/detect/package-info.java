/** Tests of looking through the log. */
@NullMarked
package jp.linkage.audit.flag.detect;

import org.jspecify.annotations.NullMarked;
