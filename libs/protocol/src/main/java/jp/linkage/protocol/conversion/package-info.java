/**
 * The blind conversion of a person's token from one namespace to another, docs/spec/protocol.md
 * §4.2 to §4.7: four steps by four parties, each a class that verifies what it is given before it
 * computes, and no I/O.
 *
 * <p>{@link jp.linkage.protocol.conversion.BlindToken} at the asking agency, {@link
 * jp.linkage.protocol.conversion.BrokerConversion} at the gateway, {@link
 * jp.linkage.protocol.conversion.AuditConversion} at the audit-service, {@link
 * jp.linkage.protocol.conversion.OpenConversion} at the answering agency. The shares g_X and a_X
 * are of different types, and neither lets its number out: no code can form k_X = g_X·a_X.
 */
@NullMarked
package jp.linkage.protocol.conversion;

import org.jspecify.annotations.NullMarked;
