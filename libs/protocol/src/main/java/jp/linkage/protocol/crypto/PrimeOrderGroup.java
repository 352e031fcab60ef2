package jp.linkage.protocol.crypto;

import java.util.List;

/**
 * A group of prime order q in which the decisional Diffie-Hellman problem is hard, with a hash to
 * it.
 *
 * <h2>Security guarantees</h2>
 *
 * <ul>
 *   <li>An implementation takes and gives elements of order q only; infinity is refused with {@link
 *       ProtocolViolation}.
 *   <li>{@link #secretSums} takes a time, and touches memory, independently of the scalars (as far
 *       as the field arithmetic below it does). {@link #publicSums} does not, and is for values
 *       that were on the wire.
 *   <li>{@link #hashToGroup} and {@link #hashToScalar} behave as random oracles, one for each
 *       domain separation tag.
 * </ul>
 *
 * Implementations are immutable and safe for use by several threads.
 */
public interface PrimeOrderGroup {

  /**
   * P-256 (secp256r1). The system property {@code linkage.crypto.group}, or else the environment
   * variable {@code LINKAGE_CRYPTO_GROUP}, says on what:
   *
   * <ul>
   *   <li>{@code openssl}: the system's libcrypto 3, through the JDK's foreign-function interface;
   *   <li>{@code bouncycastle}: Java only;
   *   <li>{@code auto}, the default: OpenSSL where it is there and does as Bouncy Castle does.
   * </ul>
   *
   * @throws IllegalStateException on first use, when the setting is none of these, or demands an
   *     OpenSSL that is not there
   */
  static PrimeOrderGroup p256() {
    return ChosenGroup.INSTANCE;
  }

  /** What computes: {@code openssl} or {@code bouncycastle}. */
  String implementation();

  /** The generator G. */
  Element generator();

  /**
   * Reads an element.
   *
   * @param sec1 33 bytes, SEC1 compressed
   * @throws ProtocolViolation when these are not the encoding of a point other than infinity
   */
  Element decode(byte[] sec1);

  /**
   * Computes sums with secret scalars. An element that several terms name should be the same
   * object: its table is then made once.
   *
   * @return one element for each sum, in order
   * @throws ProtocolViolation when a sum is infinity
   */
  List<Element> secretSums(List<Sum> sums);

  /**
   * Computes sums with public scalars, in a time that depends on them.
   *
   * @return one element for each sum, in order
   * @throws ProtocolViolation when a sum is infinity
   */
  List<Element> publicSums(List<Sum> sums);

  /** One sum with secret scalars; see {@link #secretSums}. */
  default Element secretSum(Sum sum) {
    return secretSums(List.of(sum)).getFirst();
  }

  /** One sum with public scalars; see {@link #publicSums}. */
  default Element publicSum(Sum sum) {
    return publicSums(List.of(sum)).getFirst();
  }

  /**
   * hash_to_curve, RFC 9380, suite P256_XMD:SHA-256_SSWU_RO_.
   *
   * @param message what to hash
   * @param dst domain separation tag, 1 to 255 ASCII characters
   */
  Element hashToGroup(byte[] message, String dst);

  /**
   * HashToScalar, RFC 9497 §4.3: expand_message_xmd with SHA-256, 48 bytes, modulo q.
   *
   * @param input what to hash
   * @param dst domain separation tag, 1 to 255 ASCII characters
   */
  Scalar hashToScalar(byte[] input, String dst);
}
