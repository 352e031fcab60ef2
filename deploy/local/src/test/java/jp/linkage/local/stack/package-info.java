/** Tests of how the services are started. */
@NullMarked
package jp.linkage.local.stack;

import org.jspecify.annotations.NullMarked;
