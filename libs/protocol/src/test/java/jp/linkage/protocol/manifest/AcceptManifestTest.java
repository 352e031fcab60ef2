package jp.linkage.protocol.manifest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.manifest.ManifestRefused.Reason;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

class AcceptManifestTest {
  private static final byte[] TABLE = "rows: []\n".getBytes(StandardCharsets.UTF_8);
  private static final Bytes TABLE_HASH = Bytes.sha256(TABLE);
  private static final Instant NOW = Instant.parse("2026-11-23T05:00:00Z");
  private static final TestParties PARTIES = new TestParties();
  private static final AcceptManifest ACCEPT = new AcceptManifest(PARTIES.authority().publicKey());

  @Test
  void manifest_signedAndValid_isAcceptedAsItWasMade() {
    Manifest made = manifest(3);

    Manifest accepted = accept(PARTIES.signed(made), Optional.empty());

    assertEquals(made.hash(), accepted.hash());
    assertEquals(made.agencies(), accepted.agencies());
    assertTrue(accepted.agency(TestParties.AOBA_TAX).orElseThrow().may(Right.PROVIDE));
    assertTrue(accepted.agency(new AgencyId("nobody")).isEmpty());
  }

  @Test
  void manifest_withTheLogsKeys_checkpointByBothHoldsAndByOneDoesNot() {
    ManifestAudit audit = accept(PARTIES.signed(manifest(1)), Optional.empty()).audit();
    NoteSigner ed25519 =
        NoteSigner.ed25519(audit.logOrigin(), SigningKey.ofSeed(PARTIES.audit().logKeySeed()));
    NoteSigner mlDsa =
        NoteSigner.mlDsaCosigner(
            audit.logOrigin(), MlDsaSigningKey.ofSeed(PARTIES.audit().logMlDsaKeySeed()));
    TrustPolicy policy = TrustPolicy.unwitnessed(audit.logVerifierKeys());
    Checkpoint checkpoint =
        new Checkpoint(audit.logOrigin(), 0, Bytes.of(MerkleTree.root(List.of())));

    policy.verify(SignedCheckpoint.sign(checkpoint, List.of(ed25519, mlDsa), NOW));

    for (NoteSigner one : List.of(ed25519, mlDsa)) {
      assertThrows(
          ProtocolViolation.class,
          () -> policy.verify(SignedCheckpoint.sign(checkpoint, List.of(one), NOW)));
    }
  }

  @Test
  void manifest_withoutTheLogsMlDsaKeyOrWithHalfOfIt_isRefused() {
    for (String replacement : List.of("", "\"logMlDsaKey\":\"AAAA\",")) {
      String payload =
          new String(manifest(1).payload(), StandardCharsets.UTF_8)
              .replaceFirst("\"logMlDsaKey\":\"[^\"]*\",", replacement);
      assertThrows(
          InvalidMessage.class, () -> Manifest.parse(payload.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void manifest_everyByteOfTheFileChanged_isRefused() {
    byte[] file = PARTIES.signed(manifest(1));
    for (int at = 0; at < file.length; at++) {
      byte[] changed = file.clone();
      changed[at] ^= 1;
      assertThrows(ManifestRefused.class, () -> accept(changed, Optional.empty()), "byte " + at);
    }
  }

  @Test
  void manifest_signedByAnother_isRefused() {
    byte[] file = SignedManifest.sign(manifest(1), SigningKey.generate()).bytes();

    assertRefused(Reason.NOT_SIGNED, file, Optional.empty());
  }

  @Test
  void manifest_notYetValidOrExpired_isRefused() {
    assertRefused(Reason.NOT_YET_VALID, valid(NOW.plusMillis(1), NOW.plusSeconds(60)));
    assertRefused(Reason.EXPIRED, valid(NOW.minusSeconds(60), NOW));
  }

  @Test
  void manifest_olderThanTheOneHeld_isRefused() {
    Manifest held = manifest(5);

    assertRefused(Reason.OLDER_THAN_HELD, PARTIES.signed(manifest(4)), held(held));
    assertEquals(6, accept(PARTIES.signed(manifest(6)), held(held)).serial());
    assertEquals(held.hash(), accept(PARTIES.signed(held), held(held)).hash());
  }

  @Test
  void manifest_ofTheSameSerialAndOtherContent_isRefused() {
    Manifest other = PARTIES.manifest(5, TABLE, Map.of(), NOW.minusSeconds(5), NOW.plusSeconds(60));

    assertRefused(Reason.SAME_SERIAL_OTHER_CONTENT, PARTIES.signed(other), held(manifest(5)));
  }

  @Test
  void manifest_namingAnotherPermissionTable_isRefused() {
    byte[] otherTable = "rows: [other]\n".getBytes(StandardCharsets.UTF_8);

    assertRefused(
        Reason.OTHER_PERMISSION_TABLE,
        PARTIES.signed(
            PARTIES.manifest(1, otherTable, Map.of(), NOW.minusSeconds(5), NOW.plusSeconds(60))),
        Optional.empty());
  }

  @Test
  void manifest_withAnotherPartysProofOfPossession_isRefused() {
    Manifest good = manifest(1);
    Manifest bad =
        new Manifest(
            1,
            good.epoch(),
            NOW.minusSeconds(1),
            NOW.minusSeconds(1),
            NOW.plusSeconds(60),
            TABLE_HASH,
            new ManifestGateway(
                good.gateway().endpoint(),
                good.gateway().signingKey(),
                good.gateway().u(),
                good.audit().possession()),
            good.audit(),
            good.agencies());

    assertRefused(Reason.NO_POSSESSION, PARTIES.signed(bad), Optional.empty());
  }

  private static Manifest manifest(long serial) {
    return PARTIES.manifest(
        serial, TABLE, Map.of(), NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(1)));
  }

  private static byte[] valid(Instant notBefore, Instant expiresAt) {
    return PARTIES.signed(PARTIES.manifest(1, TABLE, Map.of(), notBefore, expiresAt));
  }

  private static Optional<AcceptManifest.Held> held(Manifest manifest) {
    return Optional.of(new AcceptManifest.Held(manifest.serial(), manifest.hash()));
  }

  private static Manifest accept(byte[] file, Optional<AcceptManifest.Held> held) {
    return ACCEPT.accept(file, TABLE_HASH, held, NOW);
  }

  private static void assertRefused(Reason reason, byte[] file) {
    assertRefused(reason, file, Optional.empty());
  }

  private static void assertRefused(
      Reason reason, byte[] file, Optional<AcceptManifest.Held> held) {
    assertEquals(reason, assertThrows(ManifestRefused.class, () -> accept(file, held)).reason());
  }
}
