package jp.linkage.protocol.tlog.witness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Conflict;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Cosigned;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refusal;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse.Refused;
import org.junit.jupiter.api.Test;

class WitnessTest {
  private static final TestLog LOG = new TestLog(20);
  private static final List<NoteSigner> SIGNERS = List.of(TestLog.WITNESS, TestLog.OTHER_WITNESS);

  private final Witness witness =
      new Witness(
          List.of(
              new WitnessedLog(
                  TestLog.ORIGIN, TestLog.SIGNERS.stream().map(NoteSigner::key).toList())),
          SIGNERS);

  private static AddCheckpointRequest request(int oldSize, int newSize) {
    List<Bytes> proof = oldSize == 0 ? List.of() : LOG.consistency(oldSize, newSize);
    return new AddCheckpointRequest(oldSize, proof, LOG.signed(newSize));
  }

  private WitnessDecision decide(AddCheckpointRequest request, Optional<Checkpoint> latest) {
    return witness.decide(request, latest, TestLog.TIME);
  }

  private void refused(Refusal refusal, AddCheckpointRequest request, Optional<Checkpoint> latest) {
    WitnessDecision decision = decide(request, latest);
    assertEquals(refusal, assertInstanceOf(Refused.class, decision.response()).refusal());
    assertTrue(decision.newState().isEmpty());
  }

  @Test
  void decide_growingLog_isCosignedStepByStep() {
    Optional<Checkpoint> latest = Optional.empty();
    int size = 0;
    for (int next : new int[] {0, 1, 1, 5, 8, 20, 20}) {
      WitnessDecision decision = decide(request(size, next), latest);
      Cosigned cosigned = assertInstanceOf(Cosigned.class, decision.response());
      SignedCheckpoint state = decision.newState().orElseThrow();
      assertDoesNotThrow(
          () -> TestLog.policy(TestLog.WITNESS, TestLog.OTHER_WITNESS).verify(state));
      assertEquals(4, state.note().signatures().size());
      // The log's side
      SignedCheckpoint sent = LOG.signed(next);
      AddCheckpointResponse read = AddCheckpointResponse.parse(200, cosigned.body());
      assertEquals(cosigned, read);
      SignedCheckpoint added =
          cosigned.addTo(cosigned.addTo(sent, SIGNERS.get(0).key()), SIGNERS.get(1).key());
      assertDoesNotThrow(
          () -> TestLog.policy(TestLog.WITNESS, TestLog.OTHER_WITNESS).verify(added));
      latest = Optional.of(state.checkpoint());
      size = next;
    }
  }

  @Test
  void decide_otherOldSize_tellsTheWitnesssSize() {
    WitnessDecision first = decide(request(3, 5), Optional.empty());
    assertEquals(new Conflict(0), first.response());
    Optional<Checkpoint> latest = Optional.of(LOG.checkpoint(8));
    for (int oldSize : new int[] {0, 3, 9}) {
      assertEquals(new Conflict(8), decide(request(oldSize, 20), latest).response());
    }
    // Nobody rolls a witness back.
    assertEquals(new Conflict(8), decide(request(5, 6), latest).response());
    assertEquals(409, new Conflict(8).status());
    assertEquals("text/x.tlog.size", new Conflict(8).mediaType());
    assertEquals(new Conflict(8), AddCheckpointResponse.parse(409, new Conflict(8).body()));
  }

  @Test
  void decide_oldSizeAboveTheCheckpoint_isMalformed() {
    var request = new AddCheckpointRequest(9, List.of(), LOG.signed(8));
    refused(Refusal.MALFORMED, request, Optional.of(LOG.checkpoint(9)));
  }

  @Test
  void decide_wrongProof_isInconsistent() {
    Optional<Checkpoint> latest = Optional.of(LOG.checkpoint(5));
    List<Bytes> proof = LOG.consistency(5, 20);
    SignedCheckpoint signed = LOG.signed(20);
    for (List<Bytes> wrong :
        List.of(List.<Bytes>of(), proof.subList(1, proof.size()), LOG.consistency(6, 20))) {
      refused(Refusal.INCONSISTENT, new AddCheckpointRequest(5, wrong, signed), latest);
    }
    refused(Refusal.INCONSISTENT, new AddCheckpointRequest(0, proof, signed), Optional.empty());
    refused(Refusal.INCONSISTENT, new AddCheckpointRequest(5, proof, LOG.signed(5)), latest);
  }

  // The log signs two trees of one size: the second one is not cosigned.
  @Test
  void decide_splitView_isInconsistent() {
    Checkpoint split = new Checkpoint(TestLog.ORIGIN, 5, Bytes.of(Sha256.of(new byte[1])));
    SignedCheckpoint signed = SignedCheckpoint.sign(split, TestLog.SIGNERS, TestLog.TIME);
    Optional<Checkpoint> latest = Optional.of(LOG.checkpoint(5));
    refused(Refusal.INCONSISTENT, new AddCheckpointRequest(5, List.of(), signed), latest);
  }

  @Test
  void decide_emptyTreeWithAnotherRoot_isInconsistent() {
    Checkpoint empty = new Checkpoint(TestLog.ORIGIN, 0, Bytes.of(new byte[32]));
    SignedCheckpoint signed = SignedCheckpoint.sign(empty, TestLog.SIGNERS, TestLog.TIME);
    refused(Refusal.INCONSISTENT, new AddCheckpointRequest(0, List.of(), signed), Optional.empty());
  }

  @Test
  void decide_notSignedByEveryKeyOfTheLog_isRefused() {
    Checkpoint checkpoint = LOG.checkpoint(5);
    for (NoteSigner signer : TestLog.SIGNERS) {
      SignedCheckpoint half = SignedCheckpoint.sign(checkpoint, List.of(signer), TestLog.TIME);
      refused(Refusal.NOT_SIGNED, new AddCheckpointRequest(0, List.of(), half), Optional.empty());
    }
    SignedCheckpoint foreign =
        SignedCheckpoint.sign(checkpoint, List.of(TestLog.WITNESS), TestLog.TIME);
    refused(Refusal.NOT_SIGNED, new AddCheckpointRequest(0, List.of(), foreign), Optional.empty());
    SignedCheckpoint failing =
        LOG.signed(5).with(TestLog.SIGNERS.getFirst().sign(LOG.checkpoint(6), TestLog.TIME));
    refused(Refusal.NOT_SIGNED, new AddCheckpointRequest(0, List.of(), failing), Optional.empty());
  }

  @Test
  void decide_unknownLog_isRefused() {
    Checkpoint other = new Checkpoint("other.example", 5, LOG.checkpoint(5).root());
    SignedCheckpoint signed = SignedCheckpoint.sign(other, TestLog.SIGNERS, TestLog.TIME);
    refused(Refusal.UNKNOWN_LOG, new AddCheckpointRequest(0, List.of(), signed), Optional.empty());
  }

  @Test
  void decide_extensionLines_areRefused() {
    NoteSigner only = TestLog.SIGNERS.getFirst();
    Witness ofOneKey =
        new Witness(List.of(new WitnessedLog(TestLog.ORIGIN, List.of(only.key()))), SIGNERS);
    Checkpoint extended =
        new Checkpoint(TestLog.ORIGIN, 5, LOG.checkpoint(5).root(), List.of("more"));
    SignedCheckpoint signed = SignedCheckpoint.sign(extended, List.of(only), TestLog.TIME);
    WitnessDecision decision =
        ofOneKey.decide(
            new AddCheckpointRequest(0, List.of(), signed), Optional.empty(), TestLog.TIME);
    assertEquals(400, decision.response().status());
  }

  @Test
  void decide_stateOfAnotherLog_isAMistake() {
    Optional<Checkpoint> other =
        Optional.of(new Checkpoint("other.example", 5, LOG.checkpoint(5).root()));
    assertThrows(IllegalArgumentException.class, () -> decide(request(5, 8), other));
  }

  @Test
  void newState_signaturesThatNobodyVerified_areNotKept() {
    NoteSigner stranger = NoteSigner.ed25519Cosigner("stranger.example", TestLog.ed25519(9));
    SignedCheckpoint signed = LOG.signed(5).with(stranger.sign(LOG.checkpoint(5), TestLog.TIME));
    WitnessDecision decision =
        decide(new AddCheckpointRequest(0, List.of(), signed), Optional.empty());
    assertEquals(4, decision.newState().orElseThrow().note().signatures().size());
  }

  @Test
  void witness_withoutACosigningKey_isNotMade() {
    assertThrows(IllegalArgumentException.class, () -> new Witness(List.of(), List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Witness(List.of(), TestLog.SIGNERS));
    assertThrows(IllegalArgumentException.class, () -> new WitnessedLog("a", List.of()));
  }

  @Test
  void monitoringPath_isTheHashOfTheOrigin() {
    WitnessedLog log =
        new WitnessedLog("go.sum database tree", List.of(TestLog.SIGNERS.getFirst().key()));
    assertEquals(
        "46613be2987d5d316f5ad065e4aa2eee26ccdd3de17a3735cd0da18156a22bdd/checkpoint",
        log.monitoringPath());
  }
}
