package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.MerkleTree;

/**
 * That an entry is in a log, in a form that is verified without asking anybody: {@code
 * tlog-proof@v1} of C2SP. Files end in {@code .tlog-proof}.
 *
 * @param extra what the application put beside the proof; nothing signs it, so it must not be
 *     believed
 * @param index of the entry, from 0
 * @param path PATH(index, D[size]) of RFC 6962 §2.1.1: at most 63 hashes of 32 bytes
 * @param checkpoint of the tree that the path leads to
 */
public record TlogProof(
    Optional<Bytes> extra, long index, List<Bytes> path, SignedCheckpoint checkpoint) {
  /** The most bytes of a proof. */
  public static final int MAX_BYTES = SignedNote.MAX_BYTES + 128 * 1024;

  private static final String HEADER = "c2sp.org/tlog-proof@v1";
  private static final int MAX_PATH = 63;

  /** Checks sizes. */
  public TlogProof {
    path = List.copyOf(path);
    if (index < 0) {
      throw refused("an index, found " + index);
    }
    if (path.size() > MAX_PATH) {
      throw refused("at most 63 hashes, found " + path.size());
    }
    path.forEach(hash -> hash.requireLength(MerkleTree.HASH_SIZE));
  }

  /** A proof with nothing beside it. */
  public static TlogProof of(long index, List<byte[]> path, SignedCheckpoint checkpoint) {
    return new TlogProof(
        Optional.empty(), index, path.stream().map(Bytes::of).toList(), checkpoint);
  }

  /**
   * Reads a proof.
   *
   * @throws ProtocolViolation when it has another form
   */
  public static TlogProof parse(byte[] utf8) {
    LineReader lines =
        new LineReader("tlog-proof", LineReader.decode("tlog-proof", utf8, MAX_BYTES));
    if (!lines.isNext(HEADER + "\n")) {
      throw lines.unexpected(HEADER);
    }
    lines.next(HEADER);
    Optional<Bytes> extra = Optional.empty();
    if (lines.isNext("extra ")) {
      String line = lines.next("extra data");
      extra = StandardBase64.decode(line.substring("extra ".length()));
      if (extra.isEmpty()) {
        throw refused("extra data in Base64");
      }
    }
    long index = lines.decimal("index ", "index and the entry's index");
    List<Bytes> path = new ArrayList<>();
    while (!lines.isNext("\n")) {
      if (path.size() == MAX_PATH) {
        throw lines.unexpected("an empty line after 63 hashes");
      }
      path.add(lines.hash("a hash of the path, or an empty line"));
    }
    lines.empty();
    return new TlogProof(extra, index, path, SignedCheckpoint.of(SignedNote.parse(lines.rest())));
  }

  /** The proof as it is kept in a file. */
  public byte[] bytes() {
    StringBuilder lines = new StringBuilder(HEADER).append('\n');
    extra.ifPresent(
        data -> lines.append("extra ").append(StandardBase64.encode(data)).append('\n'));
    lines.append("index ").append(index).append('\n');
    path.forEach(hash -> lines.append(StandardBase64.encode(hash)).append('\n'));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(lines.append('\n').toString().getBytes(UTF_8));
    out.writeBytes(checkpoint.bytes());
    return out.toByteArray();
  }

  /**
   * Verifies that the entry with this leaf hash is in a log of the policy, at the index of the
   * proof.
   *
   * @param leafHash {@link MerkleTree#leafHash} of the entry
   * @throws ProtocolViolation when the proof does not show it
   */
  public void verify(byte[] leafHash, TrustPolicy policy) {
    policy.verify(checkpoint);
    MerkleTree.verifyInclusion(
        index,
        checkpoint.checkpoint().size(),
        leafHash,
        path.stream().map(Bytes::toArray).toList(),
        checkpoint.checkpoint().root().toArray());
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "tlog-proof: expected " + expected);
  }
}
