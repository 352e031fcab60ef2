/** Tests of the projection against the topic. */
@NullMarked
package jp.linkage.audit.projection;

import org.jspecify.annotations.NullMarked;
