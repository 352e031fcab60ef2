package jp.linkage.protocol.conversion;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.Test;

class ProofOfPossessionTest {
  private final AgencyDecryptionKey key = AgencyDecryptionKey.generate();
  private final ProofOfPossession proof = key.provePossession("aoba-welfare", 1);

  @Test
  void verify_honestProof_passes() {
    assertVerifies(KeyUse.AGENCY_DECRYPTION, "aoba-welfare", 1, key);
    assertEquals(proof, ProofOfPossession.decode(proof.encode()));
    BrokerDecryptionShare u = BrokerDecryptionShare.generate();
    assertDoesNotThrow(() ->
        u.provePossession("linkage-gateway", 3)
            .verify(KeyUse.BROKER_DECRYPTION, "linkage-gateway", 3, u.publicKey()));
    AuditDecryptionShare v = AuditDecryptionShare.generate();
    assertDoesNotThrow(() ->
        v.provePossession("audit-service", 3)
            .verify(KeyUse.AUDIT_DECRYPTION, "audit-service", 3, v.publicKey()));
  }

  @Test
  void verify_otherUseOwnerEpochOrKey_isRefused() {
    assertRefused(KeyUse.BROKER_DECRYPTION, "aoba-welfare", 1, key);
    assertRefused(KeyUse.AUDIT_DECRYPTION, "aoba-welfare", 1, key);
    assertRefused(KeyUse.AGENCY_DECRYPTION, "aoba-tax", 1, key);
    assertRefused(KeyUse.AGENCY_DECRYPTION, "aoba-welfare", 2, key);
    assertRefused(KeyUse.AGENCY_DECRYPTION, "aoba-welfare", 1, AgencyDecryptionKey.generate());
  }

  @Test
  void decode_anyByteChanged_doesNotVerify() {
    byte[] encoded = proof.encode();
    assertEquals(ProofOfPossession.SIZE, encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      byte[] changed = encoded.clone();
      changed[i] ^= 1;
      assertThrows(
          ProtocolViolation.class,
          () ->
              ProofOfPossession.decode(changed)
                  .verify(KeyUse.AGENCY_DECRYPTION, "aoba-welfare", 1, key.publicKey()));
    }
  }

  private void assertVerifies(KeyUse use, String owner, int epoch, AgencyDecryptionKey holder) {
    assertDoesNotThrow(() -> proof.verify(use, owner, epoch, holder.publicKey()));
  }

  private void assertRefused(KeyUse use, String owner, int epoch, AgencyDecryptionKey holder) {
    assertThrows(
        ProtocolViolation.class, () -> proof.verify(use, owner, epoch, holder.publicKey()));
  }
}
