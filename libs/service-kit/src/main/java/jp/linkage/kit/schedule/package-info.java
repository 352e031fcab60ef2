/** Jobs that a service repeats in the background. */
@NullMarked
package jp.linkage.kit.schedule;

import org.jspecify.annotations.NullMarked;
