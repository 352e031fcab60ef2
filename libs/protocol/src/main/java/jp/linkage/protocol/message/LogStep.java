package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;

/**
 * The gateway's half of the conversion towards the log (protocol §4.3), in every exchange.
 *
 * @param sPrime S′ = εR, 33 octets
 * @param dPrime D′ = εC − (εu)R, 33 octets
 * @param proofL π_L, 96 octets
 */
public record LogStep(Bytes sPrime, Bytes dPrime, Bytes proofL) {
  private static final int PROOF_L = 3 * 32;

  /** Checks sizes. */
  public LogStep {
    sPrime.requireLength(BlindedSubject.POINT);
    dPrime.requireLength(BlindedSubject.POINT);
    proofL.requireLength(PROOF_L);
  }

  static LogStep read(JsonObject json) {
    return new LogStep(
        json.bytes("sPrime", BlindedSubject.POINT),
        json.bytes("dPrime", BlindedSubject.POINT),
        json.bytes("proofL", PROOF_L));
  }

  /** d_i = SHA-256(S′ ‖ D′ ‖ π_L), the subject digest. */
  public Bytes digest() {
    return Bytes.sha256(sPrime, dPrime, proofL);
  }

  void write(ObjectNode json) {
    json.put("sPrime", sPrime.text()).put("dPrime", dPrime.text()).put("proofL", proofL.text());
  }
}
