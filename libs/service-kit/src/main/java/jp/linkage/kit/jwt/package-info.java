/**
 * The three signed assertions of the protocol as JWTs (ES256, SmallRye JWT): σ_A of the asking
 * agency, the gateway's permit, σ_B of the answering agency. Works without Quarkus, too. A refusal
 * looks the same whichever check failed.
 */
@NullMarked
package jp.linkage.kit.jwt;

import org.jspecify.annotations.NullMarked;
