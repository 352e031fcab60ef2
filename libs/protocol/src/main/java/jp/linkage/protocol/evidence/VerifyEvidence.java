package jp.linkage.protocol.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.audit.RecordKeys;
import jp.linkage.protocol.tlog.checkpoint.LineReader;
import jp.linkage.protocol.tlog.checkpoint.SignatureType;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/**
 * Verifies a bundle of evidence with a policy that the reader trusts, without asking anybody.
 *
 * <p>A bundle holds when every check does. It then shows that its entries are in the log at their
 * indices, that the log signed its records, that openings and receipts belong to them, and that
 * nobody changed a byte since the log signed the bundle. It does not show that the entries are all
 * there are about something.
 */
public final class VerifyEvidence {
  private static final Pattern ENTRY =
      Pattern.compile(
          "entries/(0|[1-9][0-9]{0,17})(|\\.tlog-proof|\\.opening\\.json|\\.receipt\\.json)");
  private static final Pattern CONSISTENCY =
      Pattern.compile(EvidenceBundle.CONSISTENCY + "[1-9][0-9]{0,17}");

  private final LogTrust trust;
  private final TrustPolicy trusted;
  private final Optional<SignedCheckpoint> since;
  private final List<Check> checks = new ArrayList<>();

  private VerifyEvidence(LogTrust trust, Optional<SignedCheckpoint> since) {
    this.trust = trust;
    this.trusted = trust.policy();
    this.since = since;
  }

  /**
   * Verifies a bundle.
   *
   * @param bundle the file
   * @param trusted whose signatures the reader believes; never the one out of the bundle
   * @return every check that was made, those that failed included; at least one
   */
  public static List<Check> verify(byte[] bundle, TrustPolicy trusted) {
    return verify(bundle, LogTrust.of(trusted), Optional.empty());
  }

  /**
   * Verifies a bundle of a log that has had other keys, or that the reader has seen before.
   *
   * @param trust whose signatures the reader believes: the policy's, and those of earlier keys
   *     under records and receipts of their time
   * @param since a checkpoint that he kept: the newest tree must have grown from it
   */
  public static List<Check> verify(
      byte[] bundle, LogTrust trust, Optional<SignedCheckpoint> since) {
    VerifyEvidence verification = new VerifyEvidence(trust, since);
    verification.check("the bundle can be read and is complete", () -> verification.run(bundle));
    return List.copyOf(verification.checks);
  }

  private void run(byte[] bundle) {
    SortedMap<String, byte[]> files = EvidenceZip.read(bundle);
    SignedCheckpoint newest = SignedCheckpoint.parse(file(files, EvidenceBundle.CHECKPOINT));
    VerifierKey log = logKey(newest.checkpoint().origin());
    check("the bundle is as the log signed it", () -> manifest(files, log));
    check(
        "the policy in the bundle is the trusted one",
        () ->
            require(
                TrustPolicy.parse(file(files, EvidenceBundle.POLICY)).equals(trusted),
                "the trusted policy"));
    check(
        "the newest checkpoint, of size " + newest.checkpoint().size() + ", holds",
        () -> trusted.verify(newest));
    since.ifPresent(held ->
        check(
            "the newest tree grew from yours, of size " + held.checkpoint().size(),
            () -> {
              trusted.verify(held);
              verifyGrown(files, held, newest);
            }));
    RecordKeys recordKeys = trust.recordKeys(newest.checkpoint().origin());
    for (String name : files.keySet()) {
      Matcher matcher = ENTRY.matcher(name);
      if (matcher.matches() && matcher.group(2).isEmpty()) {
        entry(files, Long.parseLong(matcher.group(1)), newest, recordKeys);
      }
    }
    require(files.keySet().stream().anyMatch(name -> ENTRY.matcher(name).matches()), "an entry");
    for (String name : files.keySet()) {
      require(isKnown(name, files), "no file but those of a bundle, found " + name);
    }
  }

  private VerifierKey logKey(String origin) {
    List<VerifierKey> keys =
        trusted.logs().stream()
            .map(TrustPolicy.Log::key)
            .filter(key -> key.name().equals(origin) && key.type() == SignatureType.ED25519)
            .toList();
    require(keys.size() == 1, "one Ed25519 key of " + origin + " in the trusted policy");
    return keys.getFirst();
  }

  private static void manifest(SortedMap<String, byte[]> files, VerifierKey log) {
    SignedNote note = SignedNote.parse(file(files, EvidenceManifest.NAME));
    require(note.signatures().size() == 1, "one signature under the manifest");
    note.verify(List.of(log));
    SortedMap<String, byte[]> listed = new TreeMap<>(files);
    listed.remove(EvidenceManifest.NAME);
    EvidenceManifest manifest = EvidenceManifest.parse(note.text());
    EvidenceManifest found = EvidenceManifest.of(listed, manifest.time());
    require(
        manifest.hashes().keySet().equals(found.hashes().keySet()),
        "the files " + manifest.hashes().keySet());
    manifest
        .hashes()
        .forEach(
            (name, hash) -> require(hash.equals(found.hashes().get(name)), name + " unchanged"));
  }

  private void entry(
      SortedMap<String, byte[]> files, long index, SignedCheckpoint newest, RecordKeys logKeys) {
    String name = EvidenceBundle.ENTRIES + index;
    byte[] entry = file(files, name);
    TlogProof proof = TlogProof.parse(file(files, name + EvidenceBundle.PROOF));
    check(
        "entry " + index + " is in the log",
        () -> {
          require(proof.index() == index, "the proof of index " + index);
          require(proof.extra().isEmpty(), "a proof without extra data");
          proof.verify(MerkleTree.leafHash(entry), trusted);
        });
    check(
        "entry " + index + " is in the newest tree",
        () -> verifyGrown(files, proof.checkpoint(), newest));
    check(
        "entry " + index + " is a record that the log signed",
        () -> {
          LogRecord record = LogRecord.parse(entry);
          require(
              record.log().equals(newest.checkpoint().origin()),
              "a record of the checkpoint's log");
          signer(record, index, logKeys);
        });
    optional(files, name + EvidenceBundle.OPENING)
        .ifPresent(bytes ->
            check("entry " + index + " is opened", () -> opening(bytes, LogRecord.parse(entry))));
    optional(files, name + EvidenceBundle.RECEIPT)
        .ifPresent(bytes ->
            check(
                "entry " + index + " is what the log promised",
                () -> receipt(LogReceipt.parse(bytes), entry, index, logKeys)));
  }

  private static void verifyGrown(
      SortedMap<String, byte[]> files, SignedCheckpoint older, SignedCheckpoint newest) {
    newest
        .checkpoint()
        .verifyGrownFrom(
            older.checkpoint(),
            consistency(files, older.checkpoint().size(), newest.checkpoint().size()));
  }

  private static List<Bytes> consistency(SortedMap<String, byte[]> files, long size, long newest) {
    if (size == newest) {
      return List.of();
    }
    byte[] bytes = file(files, EvidenceBundle.CONSISTENCY + size);
    LineReader lines =
        new LineReader("consistency", LineReader.decode("consistency", bytes, 64 * 45));
    List<Bytes> hashes = new ArrayList<>();
    while (!lines.atEnd()) {
      hashes.add(lines.hash("a hash"));
    }
    return hashes;
  }

  // docs/spec/protocol.md §4.6
  private static void opening(byte[] bytes, LogRecord record) {
    switch (record) {
      case ExchangeRecord exchange -> {
        RecordDetails details = RecordDetails.parse(bytes);
        require(details.headerCommitment().equals(exchange.header()), "the record's header");
        require(details.subjectCommitments().equals(exchange.subjects()), "the record's subjects");
      }
      case ReleaseRecord release -> {
        RecordDetails details = RecordDetails.parse(bytes);
        require(details.headerCommitment().equals(release.header()), "the record's header");
        require(details.lids().isEmpty(), "no subjects in RELEASE");
      }
      case ViewRecord view ->
          require(ViewDetails.parse(bytes).opens(view), "the record's auditor, query and reason");
      case ConfigRecord _, KeyRecord _ ->
          throw violation("no opening of a record without commitments");
    }
  }

  private static VerifyingKey signer(LogRecord record, long index, RecordKeys logKeys) {
    return logKeys
        .signer(record, index)
        .orElseThrow(() ->
            new ProtocolViolation(
                ProtocolViolation.Reason.INVALID_SIGNATURE,
                "expected a signature by a key of the log that counts at index " + index));
  }

  private static void receipt(LogReceipt receipt, byte[] entry, long index, RecordKeys logKeys) {
    receipt.verify(signer(LogRecord.parse(entry), index, logKeys));
    require(receipt.leaf().equals(Bytes.of(entry)), "a receipt of this entry");
    require(receipt.offset() == index, "a receipt of index " + index);
  }

  private static boolean isKnown(String name, SortedMap<String, byte[]> files) {
    Matcher matcher = ENTRY.matcher(name);
    if (matcher.matches()) {
      return files.containsKey(EvidenceBundle.ENTRIES + matcher.group(1));
    }
    return name.equals(EvidenceManifest.NAME)
        || name.equals(EvidenceBundle.POLICY)
        || name.equals(EvidenceBundle.SUMMARY)
        || name.equals(EvidenceBundle.CHECKPOINT)
        || CONSISTENCY.matcher(name).matches();
  }

  private static Optional<byte[]> optional(SortedMap<String, byte[]> files, String name) {
    return Optional.ofNullable(files.get(name));
  }

  private static byte[] file(SortedMap<String, byte[]> files, String name) {
    return optional(files, name).orElseThrow(() -> violation("the file " + name));
  }

  private void check(String name, Runnable verification) {
    try {
      verification.run();
      checks.add(new Check(name, Optional.empty()));
    } catch (ProtocolViolation | IllegalArgumentException e) {
      // InvalidMessage is one of the latter.
      checks.add(new Check(name, Optional.of(String.valueOf(e.getMessage()))));
    }
  }

  private static void require(boolean condition, String expected) {
    if (!condition) {
      throw violation(expected);
    }
  }

  private static ProtocolViolation violation(String expected) {
    return new ProtocolViolation(ProtocolViolation.Reason.MALFORMED_VALUE, "expected " + expected);
  }
}
