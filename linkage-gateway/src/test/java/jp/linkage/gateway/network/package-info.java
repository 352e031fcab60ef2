/**
 * The other parties of the gateway's tests: an audit-service and a provider as real HTTP servers on
 * the loopback interface, which verify and convert with the real protocol, and the agency that
 * asks. A test can make them fail at any step.
 */
@NullMarked
package jp.linkage.gateway.network;

import org.jspecify.annotations.NullMarked;
