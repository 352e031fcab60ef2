package jp.linkage.protocol.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Consumer;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.checkpoint.EarlierKey;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

class VerifyEvidenceTest {
  private final SampleEvidence sample = new SampleEvidence();

  private static List<String> failures(byte[] bundle) {
    return failures(VerifyEvidence.verify(bundle, SampleEvidence.TRUSTED));
  }

  private static List<String> failures(List<Check> checks) {
    return checks.stream().filter(check -> !check.passed()).map(Check::line).toList();
  }

  @Test
  void verify_wholeBundle_everyCheckHolds() {
    List<Check> checks = VerifyEvidence.verify(sample.zip(), SampleEvidence.TRUSTED);
    assertEquals(
        List.of(
            "ok      the bundle is as the log signed it",
            "ok      the policy in the bundle is the trusted one",
            "ok      the newest checkpoint, of size 5, holds",
            "ok      entry 0 is in the log",
            "ok      entry 0 is in the newest tree",
            "ok      entry 0 is a record that the log signed",
            "ok      entry 2 is in the log",
            "ok      entry 2 is in the newest tree",
            "ok      entry 2 is a record that the log signed",
            "ok      entry 2 is opened",
            "ok      entry 2 is what the log promised",
            "ok      entry 3 is in the log",
            "ok      entry 3 is in the newest tree",
            "ok      entry 3 is a record that the log signed",
            "ok      entry 3 is opened",
            "ok      the bundle can be read and is complete"),
        checks.stream().map(Check::line).toList());
  }

  @Test
  void zip_sameBundle_hasOneForm() {
    SortedMap<String, byte[]> files = EvidenceZip.read(sample.zip());
    assertArrayEquals(EvidenceZip.write(files), EvidenceZip.write(new TreeMap<>(files)));
    assertTrue(files.containsKey("entries/2.opening.json"));
  }

  @Test
  void verify_anyByteOfTheFileChanged_fails() {
    byte[] bundle = sample.zip();
    for (int i = 0; i < bundle.length; i++) {
      byte[] changed = bundle.clone();
      changed[i] ^= 1;
      assertFalse(failures(changed).isEmpty(), "byte " + i);
    }
    assertFalse(failures(Arrays.copyOf(bundle, bundle.length + 1)).isEmpty());
    assertFalse(failures(Arrays.copyOf(bundle, bundle.length - 1)).isEmpty());
    assertFalse(failures(new byte[0]).isEmpty());
  }

  // Somebody who packs the files again, without the log's key.
  @Test
  void verify_anyFileChangedAddedOrRemoved_fails() {
    byte[] bundle = sample.zip();
    for (String name : EvidenceZip.read(bundle).keySet()) {
      assertFalse(
          failures(repacked(bundle, f -> f.computeIfPresent(name, (_, bytes) -> changed(bytes))))
              .isEmpty(),
          name);
      assertFalse(failures(repacked(bundle, f -> f.remove(name))).isEmpty(), name);
    }
    assertFalse(failures(repacked(bundle, f -> f.put("more", new byte[1]))).isEmpty());
  }

  private static byte[] changed(byte[] bytes) {
    byte[] changed = bytes.clone();
    changed[0] ^= 1;
    return changed;
  }

  private static byte[] repacked(byte[] bundle, Consumer<SortedMap<String, byte[]>> change) {
    SortedMap<String, byte[]> files = EvidenceZip.read(bundle);
    change.accept(files);
    return EvidenceZip.write(files);
  }

  // The log's operator, who signs whatever he likes.
  private byte[] signedAgain(Consumer<SortedMap<String, byte[]>> change) {
    return repacked(
        sample.zip(),
        files -> {
          change.accept(files);
          files.remove(EvidenceManifest.NAME);
          Instant time = TestLog.TIME;
          files.put(
              EvidenceManifest.NAME,
              EvidenceManifest.of(files, time).signed(SampleEvidence.SIGNER, time));
        });
  }

  private void failsWith(String expected, byte[] bundle) {
    List<String> failures = failures(bundle);
    assertTrue(
        failures.stream().anyMatch(line -> line.startsWith("FAILED  " + expected)),
        failures::toString);
  }

  @Test
  void verify_operatorReplacesARecord_fails() {
    LogRecord other = SampleEvidence.request(SampleEvidence.details(1));
    byte[] bundle = signedAgain(files -> files.put("entries/2", other.leaf()));
    failsWith("entry 2 is in the log", bundle);
    failsWith("entry 2 is opened", bundle);
    failsWith("entry 2 is what the log promised", bundle);
  }

  @Test
  void verify_operatorMovesARecord_fails() {
    byte[] bundle =
        signedAgain(files -> {
          files.put("entries/4", sample.log.entry(3));
          files.put("entries/4.tlog-proof", sample.log.proof(3, sample.cosigned(5)).bytes());
        });
    failsWith("entry 4 is in the log", bundle);
  }

  @Test
  void verify_proofWithExtraData_fails() {
    TlogProof proof = sample.log.proof(3, sample.cosigned(5));
    byte[] bundle =
        signedAgain(files ->
            files.put(
                "entries/3.tlog-proof",
                new TlogProof(Optional.of(Bytes.EMPTY), 3, proof.path(), proof.checkpoint())
                    .bytes()));
    failsWith("entry 3 is in the log", bundle);
  }

  @Test
  void verify_operatorOpensAnotherHeaderOrSubject_fails() {
    failsWith(
        "entry 2 is opened",
        signedAgain(
            files -> files.put("entries/2.opening.json", SampleEvidence.details(1).bytes())));
    failsWith(
        "entry 3 is opened",
        signedAgain(files -> files.put("entries/3.opening.json", sample.details.bytes())));
    failsWith(
        "entry 0 is opened",
        signedAgain(files -> files.put("entries/0.opening.json", sample.details.bytes())));
  }

  @Test
  void verify_receiptOfAnotherPlace_fails() {
    failsWith(
        "entry 2 is what the log promised",
        signedAgain(files -> files.put("entries/2.receipt.json", sample.receipt(2, 3).bytes())));
    failsWith(
        "entry 2 is what the log promised",
        signedAgain(files -> files.put("entries/2.receipt.json", sample.receipt(3).bytes())));
  }

  @Test
  void verify_entryThatIsNoRecord_fails() {
    byte[] bundle =
        SampleEvidence.zip(sample.bundle(sample.item(1, 3, Optional.empty(), Optional.empty())));
    List<String> failures = failures(bundle);
    assertEquals(1, failures.size(), failures::toString);
    assertTrue(failures.getFirst().startsWith("FAILED  entry 1 is a record that the log signed"));
  }

  @Test
  void verify_wrongOrMissingConsistency_fails() {
    failsWith(
        "entry 2 is in the newest tree",
        signedAgain(files -> files.put("consistency/3", new byte[0])));
    failsWith("entry 2 is in the newest tree", signedAgain(files -> files.remove("consistency/3")));
  }

  // What a reader kept of an earlier day binds the log
  @Test
  void verify_sinceACheckpoint_holdsForItsOwnPastOnly() {
    SignedCheckpoint held = sample.cosigned(3);
    assertEquals(
        List.of("ok      the newest tree grew from yours, of size 3"),
        since(held).stream().map(Check::line).filter(line -> line.contains("yours")).toList());
    assertTrue(since(sample.cosigned(5)).stream().allMatch(Check::passed));
    TestLog split = new TestLog(5);
    SignedCheckpoint other =
        split.signed(3).with(TestLog.WITNESS.sign(split.checkpoint(3), TestLog.TIME));
    // another past, one without a proof in the bundle, and one that no witness saw
    for (SignedCheckpoint wrong : List.of(other, sample.cosigned(2), sample.log.signed(3))) {
      List<Check> failed = since(wrong).stream().filter(check -> !check.passed()).toList();
      assertEquals(1, failed.size(), failed::toString);
      assertTrue(failed.getFirst().line().contains("grew from yours"), failed::toString);
    }
  }

  private List<Check> since(SignedCheckpoint held) {
    return VerifyEvidence.verify(
        sample.zip(), LogTrust.of(SampleEvidence.TRUSTED), Optional.of(held));
  }

  // The log's key was replaced: what it signed before, up to the offset that the reader knows,
  // holds
  @Test
  void verify_recordsOfAnEarlierKey_holdUpToItsLastOffset() {
    NoteSigner present = NoteSigner.ed25519(TestLog.ORIGIN, TestLog.ed25519(7));
    String policy =
        SampleEvidence.POLICY.replace(SampleEvidence.SIGNER.key().text(), present.key().text());
    byte[] bundle = sample.zipOf(policy, present);
    TrustPolicy trusted = TrustPolicy.parse(policy.getBytes(UTF_8));
    assertEquals(
        List.of(), failures(VerifyEvidence.verify(bundle, earlier(trusted, 3), Optional.empty())));
    List<String> unknown = failures(VerifyEvidence.verify(bundle, trusted));
    assertEquals(4, unknown.size(), unknown::toString);
    assertEquals(
        List.of(
            "FAILED  entry 3 is a record that the log signed: INVALID_SIGNATURE: expected a"
                + " signature by a key of the log that counts at index 3"),
        failures(VerifyEvidence.verify(bundle, earlier(trusted, 2), Optional.empty())));
  }

  private static LogTrust earlier(TrustPolicy trusted, long last) {
    return new LogTrust(trusted, List.of(new EarlierKey(SampleEvidence.SIGNER.key(), last)));
  }

  // Who makes it, and who writes it again to compare, may be in Tokyo or in Kiel
  @Test
  void zip_inAnyTimeZone_sameBytes() {
    TimeZone before = TimeZone.getDefault();
    byte[] bundle = sample.zip();
    try {
      for (String zone : List.of("Asia/Tokyo", "UTC", "America/New_York", "Europe/Berlin")) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        assertEquals(List.of(), failures(bundle), zone);
        assertArrayEquals(bundle, EvidenceZip.write(EvidenceZip.read(bundle)), zone);
      }
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void verify_splitView_fails() {
    TestLog split = new TestLog(5);
    SignedCheckpoint other =
        split.signed(5).with(TestLog.WITNESS.sign(split.checkpoint(5), TestLog.TIME));
    failsWith(
        "entry 2 is in the newest tree",
        signedAgain(files -> files.put("checkpoint", other.bytes())));
  }

  @Test
  void verify_checkpointThatNoWitnessSaw_fails() {
    failsWith(
        "the newest checkpoint, of size 5, holds",
        signedAgain(files -> files.put("checkpoint", sample.log.signed(5).bytes())));
  }

  @Test
  void verify_anotherPolicyInTheBundle_fails() {
    failsWith(
        "the policy in the bundle",
        signedAgain(files ->
            files.put(
                "policy",
                SampleEvidence.POLICY.replace("quorum w1", "quorum none").getBytes(UTF_8))));
  }

  @Test
  void verify_fileThatDoesNotBelongThere_fails() {
    for (String name :
        List.of("more", "entries/9.opening.json", "entries/02", "entries/x", "consistency/03")) {
      failsWith(
          "the bundle can be read and is complete",
          signedAgain(files -> files.put(name, new byte[1])));
    }
  }

  @Test
  void verify_noEntry_fails() {
    assertEquals(
        List.of(
            "FAILED  the bundle can be read and is complete: MALFORMED_VALUE: expected an entry"),
        failures(SampleEvidence.zip(sample.bundle(new EvidenceItem[0]))));
  }

  @Test
  void verify_logThatIsNotTrusted_fails() {
    List<Check> checks =
        VerifyEvidence.verify(sample.zip(), TrustPolicy.parse("quorum none\n".getBytes(UTF_8)));
    assertEquals(1, checks.size());
    assertFalse(checks.getFirst().passed());
  }
}
