package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;

/**
 * The audit-service's half of the conversion towards B (protocol §4.4).
 *
 * @param e2 E₂ = γE + σG, 33 octets
 * @param f2 F₂ = γF − (γv)S + σY_B, 33 octets
 * @param proofS π_S, 128 octets
 */
public record AuditStep(Bytes e2, Bytes f2, Bytes proofS) {
  private static final int PROOF_S = 4 * 32;

  /** Checks sizes. */
  public AuditStep {
    e2.requireLength(BlindedSubject.POINT);
    f2.requireLength(BlindedSubject.POINT);
    proofS.requireLength(PROOF_S);
  }

  static AuditStep read(JsonObject json) {
    return new AuditStep(
        json.bytes("e2", BlindedSubject.POINT),
        json.bytes("f2", BlindedSubject.POINT),
        json.bytes("proofS", PROOF_S));
  }

  void write(ObjectNode json) {
    json.put("e2", e2.text()).put("f2", f2.text()).put("proofS", proofS.text());
  }
}
