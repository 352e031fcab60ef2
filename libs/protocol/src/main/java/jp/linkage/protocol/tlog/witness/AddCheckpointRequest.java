package jp.linkage.protocol.tlog.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.LineReader;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.checkpoint.StandardBase64;

/**
 * The body of {@code POST <submission prefix>/add-checkpoint}: a log shows a witness how it grew.
 *
 * @param oldSize of the checkpoint that the witness cosigned last; 0 when it has none
 * @param proof PROOF(oldSize, D[size]) of RFC 6962 §2.1.2: at most 63 hashes of 32 bytes, none from
 *     size 0
 * @param checkpoint signed by the log
 */
public record AddCheckpointRequest(long oldSize, List<Bytes> proof, SignedCheckpoint checkpoint) {
  /** The most bytes of a request. */
  public static final int MAX_BYTES = SignedNote.MAX_BYTES + 4 * 1024;

  private static final int MAX_PROOF = 63;

  /** Checks sizes. */
  public AddCheckpointRequest {
    proof = List.copyOf(proof);
    if (oldSize < 0) {
      throw refused("an old size, found " + oldSize);
    }
    if (proof.size() > MAX_PROOF) {
      throw refused("at most 63 hashes, found " + proof.size());
    }
    proof.forEach(hash -> hash.requireLength(MerkleTree.HASH_SIZE));
  }

  /**
   * Reads a request.
   *
   * @throws ProtocolViolation when it has another form; the answer to it is {@link
   *     AddCheckpointResponse.Refusal#MALFORMED}
   */
  public static AddCheckpointRequest parse(byte[] utf8) {
    LineReader lines =
        new LineReader("add-checkpoint", LineReader.decode("add-checkpoint", utf8, MAX_BYTES));
    long oldSize = lines.decimal("old ", "old and the size of the witness's tree");
    List<Bytes> proof = new ArrayList<>();
    while (!lines.isNext("\n")) {
      if (proof.size() == MAX_PROOF) {
        throw lines.unexpected("an empty line after 63 hashes");
      }
      proof.add(lines.hash("a hash of the proof, or an empty line"));
    }
    lines.empty();
    return new AddCheckpointRequest(
        oldSize, proof, SignedCheckpoint.parse(lines.rest().getBytes(UTF_8)));
  }

  /** The body of the request. */
  public byte[] bytes() {
    StringBuilder lines = new StringBuilder("old ").append(oldSize).append('\n');
    proof.forEach(hash -> lines.append(StandardBase64.encode(hash)).append('\n'));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(lines.append('\n').toString().getBytes(UTF_8));
    out.writeBytes(checkpoint.bytes());
    return out.toByteArray();
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "add-checkpoint: expected " + expected);
  }
}
