package jp.linkage.protocol.conversion;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.LinearRelation;
import jp.linkage.protocol.crypto.LinearRelation.Term;
import jp.linkage.protocol.crypto.PrimeOrderGroup;
import jp.linkage.protocol.crypto.Proof;
import jp.linkage.protocol.crypto.Sha256;

/**
 * PoK{x : X = x·G} for a public key of the manifest (Schnorr). Without it a party could publish a
 * key made from another's, such as V = x·G - U, and read the joint key's ciphertexts alone.
 *
 * <p>The challenge covers the use of the key, its owner and the epoch: context = SHA-256(u32(epoch)
 * ‖ owner), tag {@code JP-LINKAGE-V01-CS01-possession-} with the use.
 *
 * @param proof challenge and one response
 */
public record ProofOfPossession(Proof proof) {
  /** The size of an encoded proof in bytes. */
  public static final int SIZE = Proof.size(1);

  /** Refuses a proof about another number of secrets. */
  public ProofOfPossession {
    Tags.requireSecrets(proof, 1);
  }

  /**
   * Reads a proof.
   *
   * @param bytes challenge ‖ response
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it is not of this form
   */
  public static ProofOfPossession decode(byte[] bytes) {
    return new ProofOfPossession(Proof.decode(bytes, 1));
  }

  /** challenge ‖ response. */
  public byte[] encode() {
    return proof.encode();
  }

  static ProofOfPossession prove(KeyUse use, String owner, int epoch, KeyPair pair) {
    return new ProofOfPossession(
        relation(use, pair.publicKey()).prove(context(owner, epoch), pair.secret()));
  }

  /**
   * Verifies that the owner knew the secret of this key.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it does not prove that
   */
  public void verify(KeyUse use, String owner, int epoch, Element publicKey) {
    relation(use, publicKey).verify(context(owner, epoch), proof);
  }

  private static LinearRelation relation(KeyUse use, Element publicKey) {
    return LinearRelation.about(Tags.POSSESSION + use.label(), 1, publicKey)
        .equation(publicKey, Term.plus(0, PrimeOrderGroup.p256().generator()))
        .build();
  }

  private static byte[] context(String owner, int epoch) {
    return Sha256.of(ByteBuffer.allocate(4).putInt(epoch).array(), owner.getBytes(UTF_8));
  }
}
