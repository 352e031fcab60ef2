package jp.linkage.protocol.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.checkpoint.TlogProof;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the log's steps cost in a tree of a million leaves, in microseconds of one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class TlogBenchmark {
  private static final int SIZE = 1_000_000;
  private static final int BATCH = 1000;

  private final MemoryTiles tiles = new MemoryTiles();
  private final TreeReader reader = new TreeReader(new TileReader(tiles, SIZE));
  private final byte[] entry = new byte[700];
  private final List<byte[]> batch = new ArrayList<>();
  private byte[] root = {};
  private SignedCheckpoint signed = new TestLog(1).signed(1);
  private int next;

  /** Builds the tree. */
  @Setup
  public void build() {
    TileBuilder builder = TileBuilder.empty();
    for (int i = 0; i < SIZE; i++) {
      builder.append(leafHash(i));
    }
    tiles.put(builder.takeChanged());
    root = builder.root();
    for (int i = 0; i < BATCH; i++) {
      batch.add(leafHash(i));
    }
    signed = sign();
  }

  private static byte[] leafHash(int index) {
    return MerkleTree.leafHash(Integer.toString(index).getBytes(UTF_8));
  }

  /** A leaf hash of an entry of 700 bytes. */
  @Benchmark
  public byte[] leafHash() {
    return MerkleTree.leafHash(entry);
  }

  /** One leaf of a batch of a thousand, tiles included. */
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public List<HashTile> append() {
    TileBuilder builder = TileBuilder.resume(SIZE, tiles);
    batch.forEach(builder::append);
    return builder.takeChanged();
  }

  /** An inclusion path from tiles in memory, at a place that was not asked for lately. */
  @Benchmark
  public List<byte[]> inclusionPath() {
    return reader.inclusionPath(place(), SIZE);
  }

  private int place() {
    next = (next + 7919) % SIZE;
    return next;
  }

  /** An inclusion path, made and verified, without the checkpoint's signatures. */
  @Benchmark
  public int inclusionPathAndItsVerification() {
    int index = place();
    MerkleTree.verifyInclusion(
        index, SIZE, leafHash(index), reader.inclusionPath(index, SIZE), root);
    return index;
  }

  /** A consistency proof from tiles in memory. */
  @Benchmark
  public List<byte[]> consistencyProof() {
    return reader.consistencyProof(place() + 1, SIZE);
  }

  /** Both signatures of the log under a checkpoint. */
  @Benchmark
  public SignedCheckpoint sign() {
    return SignedCheckpoint.sign(
        new Checkpoint(TestLog.ORIGIN, SIZE, Bytes.of(root)), TestLog.SIGNERS, TestLog.TIME);
  }

  /** Both signatures of the log. */
  @Benchmark
  public SignedCheckpoint verifyCheckpoint() {
    TestLog.policy().verify(signed);
    return signed;
  }

  /** A whole proof from its bytes, signatures included. */
  @Benchmark
  public TlogProof proof() {
    int index = place();
    byte[] bytes = TlogProof.of(index, reader.inclusionPath(index, SIZE), signed).bytes();
    TlogProof proof = TlogProof.parse(bytes);
    proof.verify(leafHash(index), TestLog.policy());
    return proof;
  }
}
