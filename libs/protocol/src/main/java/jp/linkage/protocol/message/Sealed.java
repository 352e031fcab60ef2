package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * Something sealed with HPKE (X-Wing, AES-256-GCM; protocol §2).
 *
 * @param enc the encapsulated key, {@link #ENC_SIZE} octets
 * @param ciphertext the padded plaintext's ciphertext with its tag, more than {@link #TAG_SIZE}
 *     octets
 */
public record Sealed(Bytes enc, Bytes ciphertext) implements WireMessage {
  /** Octets of an X-Wing encapsulation (ML-KEM-768 ciphertext and X25519 share). */
  public static final int ENC_SIZE = 1120;

  /** Octets of an X-Wing public key. */
  public static final int PUBLIC_KEY_SIZE = 1216;

  /** Octets of the AES-256-GCM tag. */
  public static final int TAG_SIZE = 16;

  /** Checks sizes. */
  public Sealed {
    enc.requireLength(ENC_SIZE);
    if (ciphertext.length() <= TAG_SIZE) {
      throw new InvalidMessage("$.ciphertext", "more than " + TAG_SIZE + " octets");
    }
  }

  static Sealed read(JsonObject json, int maxCiphertext) {
    return new Sealed(
        json.bytes("enc", ENC_SIZE), json.bytes("ciphertext", TAG_SIZE + 1, maxCiphertext));
  }

  /** SHA-256(enc ‖ ciphertext): q_i of a query, the answer digest of an answer. */
  public Bytes digest() {
    return Bytes.sha256(enc, ciphertext);
  }

  @Override
  public ObjectNode json() {
    return StrictJson.newObject().put("enc", enc.text()).put("ciphertext", ciphertext.text());
  }
}
