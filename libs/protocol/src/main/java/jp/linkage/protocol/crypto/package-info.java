/**
 * The cryptographic building blocks of docs/spec/protocol.md §2: the group P-256, hash-to-curve,
 * proofs of linear relations, HPKE, Ed25519, ML-DSA-44, AES-GCM, HMAC and HKDF.
 *
 * <p>This is the only package that touches Bouncy Castle, and no type of Bouncy Castle leaves it.
 * It knows bytes, scalars and points, and nothing of agencies, tokens or messages.
 */
@NullMarked
package jp.linkage.protocol.crypto;

import org.jspecify.annotations.NullMarked;
