/** Why the service is not ready, in words that an operator can act on. */
@NullMarked
package jp.linkage.audit.health;

import org.jspecify.annotations.NullMarked;
