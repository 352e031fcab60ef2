package jp.linkage.protocol.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.StandardBase64;

/**
 * What a bundle holds, as the audit-service puts it together.
 *
 * @param policy the policy file, for the reader to compare with the one that he trusts
 * @param summary for people; nothing verifies what it says
 * @param newest the newest checkpoint
 * @param consistency for every smaller tree that a proof is about, or that the reader has seen
 *     before, that the newest one grew from it
 * @param items the entries
 */
public record EvidenceBundle(
    Bytes policy,
    String summary,
    SignedCheckpoint newest,
    SortedMap<Long, List<Bytes>> consistency,
    List<EvidenceItem> items) {
  static final String POLICY = "policy";
  static final String SUMMARY = "summary.txt";
  static final String CHECKPOINT = "checkpoint";
  static final String CONSISTENCY = "consistency/";
  static final String ENTRIES = "entries/";
  static final String PROOF = ".tlog-proof";
  static final String OPENING = ".opening.json";
  static final String RECEIPT = ".receipt.json";

  /** Copies the lists. */
  public EvidenceBundle {
    items = List.copyOf(items);
    consistency = new TreeMap<>(consistency);
  }

  /**
   * The bundle as a file.
   *
   * @param log the log's Ed25519 key, which signs the manifest
   * @param time when
   */
  public byte[] zip(NoteSigner log, Instant time) {
    SortedMap<String, byte[]> files = files();
    files.put(EvidenceManifest.NAME, EvidenceManifest.of(files, time).signed(log, time));
    return EvidenceZip.write(files);
  }

  private SortedMap<String, byte[]> files() {
    SortedMap<String, byte[]> files = new TreeMap<>();
    files.put(POLICY, policy.toArray());
    files.put(SUMMARY, summary.getBytes(UTF_8));
    files.put(CHECKPOINT, newest.bytes());
    consistency.forEach((size, proof) ->
        files.put(
            CONSISTENCY + size,
            proof.stream()
                .map(hash -> StandardBase64.encode(hash) + "\n")
                .collect(Collectors.joining())
                .getBytes(UTF_8)));
    for (EvidenceItem item : items) {
      String name = ENTRIES + item.proof().index();
      files.put(name, item.entry().toArray());
      files.put(name + PROOF, item.proof().bytes());
      item.opening().map(WireMessage::bytes).ifPresent(bytes -> files.put(name + OPENING, bytes));
      item.receipt().map(WireMessage::bytes).ifPresent(bytes -> files.put(name + RECEIPT, bytes));
    }
    return files;
  }
}
