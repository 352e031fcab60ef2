package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.MerkleTree;

/** A log of a few entries with keys that are always the same, and its witnesses. */
public final class TestLog {
  /** The log's origin. */
  public static final String ORIGIN = "log.linkage.example/2026";

  /** When everything is signed. */
  public static final Instant TIME = Instant.ofEpochSecond(1_795_392_000);

  /** The log's two keys. */
  public static final List<NoteSigner> SIGNERS =
      List.of(NoteSigner.ed25519(ORIGIN, ed25519(1)), NoteSigner.mlDsaCosigner(ORIGIN, mlDsa(2)));

  /** A witness with an Ed25519 key. */
  public static final NoteSigner WITNESS =
      NoteSigner.ed25519Cosigner("witness.example/w1", ed25519(3));

  /** A witness with an ML-DSA-44 key. */
  public static final NoteSigner OTHER_WITNESS =
      NoteSigner.mlDsaCosigner("witness.example/w2", mlDsa(4));

  private final List<byte[]> entries = new ArrayList<>();

  /** A log of so many entries, each its index in decimal. */
  public TestLog(int size) {
    for (int i = 0; i < size; i++) {
      entries.add(("entry " + i).getBytes(UTF_8));
    }
  }

  /** A log of these entries. */
  public TestLog(List<byte[]> entries) {
    this.entries.addAll(entries);
  }

  /** An Ed25519 key. */
  public static SigningKey ed25519(int number) {
    return SigningKey.ofSeed(seed(number));
  }

  /** An ML-DSA-44 key. */
  public static MlDsaSigningKey mlDsa(int number) {
    return MlDsaSigningKey.ofSeed(seed(number));
  }

  private static SecretBytes seed(int number) {
    byte[] seed = new byte[32];
    Arrays.fill(seed, (byte) number);
    return SecretBytes.copyOf(seed);
  }

  /** An entry. */
  public byte[] entry(int index) {
    return entries.get(index);
  }

  /** The leaf hash of an entry. */
  public byte[] leafHash(int index) {
    return MerkleTree.leafHash(entries.get(index));
  }

  private List<byte[]> leafHashes(int size) {
    return entries.subList(0, size).stream().map(MerkleTree::leafHash).toList();
  }

  /** The checkpoint of the first so many entries. */
  public Checkpoint checkpoint(int size) {
    return new Checkpoint(ORIGIN, size, Bytes.of(MerkleTree.root(leafHashes(size))));
  }

  /** It, signed by both keys of the log. */
  public SignedCheckpoint signed(int size) {
    return SignedCheckpoint.sign(checkpoint(size), SIGNERS, TIME);
  }

  /** That an entry is in the tree of that size. */
  public TlogProof proof(int index, SignedCheckpoint signed) {
    int size = (int) signed.checkpoint().size();
    return TlogProof.of(index, MerkleTree.inclusionPath(leafHashes(size), index), signed);
  }

  /** That the tree of newSize grew from that of oldSize. */
  public List<Bytes> consistency(int oldSize, int newSize) {
    return MerkleTree.consistencyProof(leafHashes(newSize), oldSize).stream()
        .map(Bytes::of)
        .toList();
  }

  /** Trusts both keys of the log and asks for these witnesses, all of them. */
  public static TrustPolicy policy(NoteSigner... witnesses) {
    List<TrustPolicy.Log> logs =
        SIGNERS.stream().map(s -> new TrustPolicy.Log(s.key(), Optional.empty())).toList();
    List<TrustPolicy.Witness> known = new ArrayList<>();
    List<Quorum> members = new ArrayList<>();
    for (NoteSigner witness : witnesses) {
      String name = witness.key().name();
      known.add(new TrustPolicy.Witness(name, witness.key(), Optional.empty()));
      members.add(new Quorum.Single(name));
    }
    return new TrustPolicy(
        logs,
        known,
        members.isEmpty() ? new Quorum.None() : new Quorum.Group(members.size(), members));
  }
}
