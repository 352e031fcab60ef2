/**
 * How much an agency may ask of this replica. A quota bounds what a stolen key or a runaway batch
 * can do before somebody notices; it is per replica, so that it needs no shared counter in the path
 * of an exchange, and the deployment multiplies it by the replicas.
 */
@NullMarked
package jp.linkage.audit.quota;

import org.jspecify.annotations.NullMarked;
