/**
 * What the operator of the gateway sets: limits, timeouts, retention, and the gateway's own keys,
 * which this package alone reads from their file.
 */
@NullMarked
package jp.linkage.gateway.config;

import org.jspecify.annotations.NullMarked;
