package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;

/**
 * The gateway's half of the conversion towards B (protocol §4.3); CONVERT and ENROL only.
 *
 * @param s S = δR, 33 octets
 * @param e E = ρG, 33 octets
 * @param f F = δC − (δu)R + ρY_B, 33 octets
 * @param proofB π_B, 128 octets
 */
public record BrokerStep(Bytes s, Bytes e, Bytes f, Bytes proofB) {
  private static final int PROOF_B = 4 * 32;

  /** Checks sizes. */
  public BrokerStep {
    s.requireLength(BlindedSubject.POINT);
    e.requireLength(BlindedSubject.POINT);
    f.requireLength(BlindedSubject.POINT);
    proofB.requireLength(PROOF_B);
  }

  static BrokerStep read(JsonObject json) {
    return new BrokerStep(
        json.bytes("s", BlindedSubject.POINT),
        json.bytes("e", BlindedSubject.POINT),
        json.bytes("f", BlindedSubject.POINT),
        json.bytes("proofB", PROOF_B));
  }

  void write(ObjectNode json) {
    json.put("s", s.text()).put("e", e.text()).put("f", f.text()).put("proofB", proofB.text());
  }
}
