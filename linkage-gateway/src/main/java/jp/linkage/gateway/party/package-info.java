/**
 * Messages from the gateway to the audit-service and to providers, and what their failures become
 * for the asking agency: which party stopped the exchange and whether coming again can help, and
 * nothing else that the other party said.
 */
@NullMarked
package jp.linkage.gateway.party;

import org.jspecify.annotations.NullMarked;
