package jp.linkage.protocol.tlog.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jp.linkage.protocol.evidence.SampleEvidence;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.protocol.tlog.EntryBundle;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.TileBuilder;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;

/**
 * A log in the layout of tlog-tiles: its files by their paths, which a test may change. Its
 * checkpoints hold under {@link SampleEvidence#TRUSTED}.
 */
public final class SampleLog implements LogSource {
  private final SortedMap<String, byte[]> files =
      Collections.synchronizedSortedMap(new TreeMap<>());

  private final List<byte[]> entries = new ArrayList<>();
  private final TileBuilder tree = TileBuilder.empty();

  /** A log of these entries. */
  public SampleLog(List<byte[]> entries) {
    append(entries);
  }

  /**
   * A log of so many entries: the five of {@link SampleEvidence}, three of which are records, and
   * then short ones that are none. It has the files of this size only.
   *
   * @param size at least 5
   */
  public static SampleLog ofSize(int size) {
    List<byte[]> entries = new ArrayList<>(new SampleEvidence().entries());
    entries.addAll(shortEntries(entries.size(), size));
    return new SampleLog(entries);
  }

  private static List<byte[]> shortEntries(int start, int end) {
    return IntStream.range(start, end).mapToObj(index -> ("e" + index).getBytes(UTF_8)).toList();
  }

  /** Appends short entries that are no records. */
  public void growTo(int size) {
    append(shortEntries(entries.size(), size));
  }

  /** Appends entries and publishes; partial tiles and bundles of before stay. */
  public void append(List<byte[]> more) {
    long firstBundle = tree.size() / 256;
    for (byte[] entry : more) {
      entries.add(entry);
      tree.append(MerkleTree.leafHash(entry));
    }
    tree.takeChanged().forEach(tile -> files.put(tile.tile().path(), tile.bytes()));
    for (long index = firstBundle; index * 256 < tree.size(); index++) {
      Bundle bundle = Bundle.in(tree.size(), index).orElseThrow();
      int start = (int) bundle.start();
      files.put(bundle.path(), EntryBundle.encode(entries.subList(start, start + bundle.width())));
    }
    files.put(CHECKPOINT, signed().bytes());
  }

  /** The paths of its files. */
  public List<String> paths() {
    return List.copyOf(files.keySet());
  }

  /** The bytes of a file, which a test may change. */
  public byte[] file(String path) {
    byte[] bytes = files.get(path);
    if (bytes == null) {
      throw new IllegalArgumentException("the log has no " + path);
    }
    return bytes;
  }

  /** Replaces a file. */
  public void put(String path, byte[] bytes) {
    files.put(path, bytes);
  }

  /** Removes a file. */
  public void remove(String path) {
    files.remove(path);
  }

  /** Becomes another log. */
  public void become(SampleLog other) {
    files.clear();
    files.putAll(other.files);
  }

  /** The newest checkpoint, signed by the log and its witness. */
  public SignedCheckpoint signed() {
    return sign(new Checkpoint(TestLog.ORIGIN, tree.size(), Bytes.of(tree.root())));
  }

  /** A checkpoint, signed by the log and its witness. */
  public static SignedCheckpoint sign(Checkpoint checkpoint) {
    return SignedCheckpoint.sign(checkpoint, TestLog.SIGNERS, TestLog.TIME)
        .with(TestLog.WITNESS.sign(checkpoint, TestLog.TIME));
  }

  /** An entry. */
  public byte[] entry(int index) {
    return entries.get(index);
  }

  /** The number of entries. */
  public int size() {
    return entries.size();
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    byte[] file = files.get(path);
    if (file != null && file.length > maxBytes) {
      throw new IOException("more than " + maxBytes + " bytes");
    }
    return Optional.ofNullable(file).map(byte[]::clone);
  }
}
