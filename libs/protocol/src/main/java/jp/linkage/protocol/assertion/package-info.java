/**
 * The claims of the three signed assertions: what A asks (σ_A), what the gateway permits and what B
 * answered (σ_B) (protocol §4.2, §4.3, §4.8). The JWTs are signed and verified in the service kit;
 * here is what they say and what a verifier compares it with.
 */
@NullMarked
package jp.linkage.protocol.assertion;

import org.jspecify.annotations.NullMarked;
