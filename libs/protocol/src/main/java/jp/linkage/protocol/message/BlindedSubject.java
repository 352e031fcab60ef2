package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;

/**
 * A person as the asking agency sends it, readable by neither broker alone: R = r·G, C = M + r·Y,
 * and the proof π_A that the agency knows r (protocol §4.2).
 *
 * @param r R, 33 octets
 * @param c C, 33 octets
 * @param proofA π_A, 64 octets
 */
public record BlindedSubject(Bytes r, Bytes c, Bytes proofA) {
  static final int POINT = 33;
  private static final int PROOF_A = 2 * 32;

  /** Checks sizes. */
  public BlindedSubject {
    r.requireLength(POINT);
    c.requireLength(POINT);
    proofA.requireLength(PROOF_A);
  }

  static BlindedSubject read(JsonObject json) {
    return new BlindedSubject(
        json.bytes("r", POINT), json.bytes("c", POINT), json.bytes("proofA", PROOF_A));
  }

  /** t_i = SHA-256(h_i ‖ R ‖ C ‖ π_A), to which the sealed query and answer are bound. */
  public Bytes binding(Bytes itemHash) {
    return Bytes.sha256(itemHash.requireLength(32), r, c, proofA);
  }

  void write(ObjectNode json) {
    json.put("r", r.text()).put("c", c.text()).put("proofA", proofA.text());
  }
}
