package jp.linkage.protocol.tlog.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jp.linkage.protocol.evidence.SampleEvidence;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import org.junit.jupiter.api.Test;

/** What a holder of receipts notices of a log that does not keep its promises. */
class WatchLogTest {
  private static final int SIZE = 700;

  private final SampleLog log = SampleLog.ofSize(SIZE);
  private final List<String> asked = new ArrayList<>();
  private final WatchLog watch =
      new WatchLog((path, maxBytes) -> {
        asked.add(path);
        return log.read(path, maxBytes);
      });

  private Sighting look(SignedCheckpoint held) throws IOException {
    return watch.look(SampleEvidence.TRUSTED, Optional.of(held));
  }

  private Finding find(int index) throws IOException {
    return watch.find(index, MerkleTree.leafHash(log.entry(index)), log.signed());
  }

  private static Checkpoint grown(Sighting sighting) {
    return assertInstanceOf(Sighting.Grown.class, sighting).newest().checkpoint();
  }

  /** The same log when it had so many entries. */
  private SampleLog beginning(int size) {
    return new SampleLog(IntStream.range(0, size).mapToObj(log::entry).toList());
  }

  @Test
  void look_growth_isVerifiedAndNothingElseIsRead() throws IOException {
    SignedCheckpoint held = beginning(300).signed();
    assertEquals(log.signed().checkpoint(), grown(look(held)));
    assertTrue(asked.stream().noneMatch(path -> path.startsWith("tile/entries")), asked::toString);
    assertTrue(asked.size() <= 4, asked::toString);
  }

  @Test
  void look_forTheFirstTimeAndAgain_holds() throws IOException {
    assertEquals(
        log.signed().checkpoint(), grown(watch.look(SampleEvidence.TRUSTED, Optional.empty())));
    assertEquals(log.signed().checkpoint(), grown(look(log.signed())));
  }

  @Test
  void look_smallerTree_isOlder() throws IOException {
    SampleLog larger = beginning(SIZE);
    larger.growTo(SIZE + 1);
    Sighting.Older found = assertInstanceOf(Sighting.Older.class, look(larger.signed()));
    assertEquals(log.signed().checkpoint(), found.shown().checkpoint());
  }

  @Test
  void look_forkedTree_isInconsistent() throws IOException {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      entries.add(i == 77 ? new byte[] {1} : log.entry(i));
    }
    SignedCheckpoint held = new SampleLog(entries).signed();
    Sighting.Inconsistent found = assertInstanceOf(Sighting.Inconsistent.class, look(held));
    assertEquals(log.signed().checkpoint(), found.shown().checkpoint());
    // the same size with another root
    for (int i = 300; i < SIZE; i++) {
      entries.add(log.entry(i));
    }
    assertInstanceOf(Sighting.Inconsistent.class, look(new SampleLog(entries).signed()));
  }

  @Test
  void look_signedByOneKeyOnly_isUnusable() throws IOException {
    SignedNote note = log.signed().note();
    for (int left = 0; left < 2; left++) {
      byte[] one = new SignedNote(note.text(), List.of(note.signatures().get(left))).bytes();
      log.put(LogSource.CHECKPOINT, one);
      Sighting.Unusable found =
          assertInstanceOf(Sighting.Unusable.class, look(beginning(300).signed()));
      assertEquals(one.length, found.shown().orElseThrow().length());
    }
    log.remove(LogSource.CHECKPOINT);
    assertInstanceOf(Sighting.Unusable.class, watch.look(SampleEvidence.TRUSTED, Optional.empty()));
  }

  @Test
  void look_wrongOrTruncatedTile_isUnprovenUntilTheTileIsBack() throws IOException {
    SignedCheckpoint held = beginning(300).signed();
    byte[] tile = log.file("tile/0/001");
    byte[] changed = tile.clone();
    changed[3] ^= 1;
    for (byte[] wrong : List.of(changed, Arrays.copyOf(tile, tile.length - 32))) {
      log.put("tile/0/001", wrong);
      assertInstanceOf(Sighting.Unproven.class, look(held));
    }
    log.put("tile/0/001", tile);
    assertInstanceOf(Sighting.Grown.class, look(held));
  }

  @Test
  void find_manyRecords_readEveryTileOnce() throws IOException {
    for (int index = 0; index < SIZE; index++) {
      Finding.Proven proven = assertInstanceOf(Finding.Proven.class, find(index));
      proven.proof().verify(MerkleTree.leafHash(log.entry(index)), SampleEvidence.TRUSTED);
      assertEquals(index, proven.proof().index());
    }
    assertEquals(
        List.of("tile/0/000", "tile/0/001", "tile/0/002.p/188", "tile/1/000.p/2"),
        asked.stream().sorted().toList());
  }

  @Test
  void find_recordThatIsNotThere_namesWhatIs() throws IOException {
    byte[] promised = MerkleTree.leafHash(log.entry(9));
    Finding.OtherRecord found =
        assertInstanceOf(Finding.OtherRecord.class, watch.find(8, promised, log.signed()));
    assertTrue(found.found().endsWith("the promised one at index 9"), found::found);
    Finding.OtherRecord nowhere =
        assertInstanceOf(
            Finding.OtherRecord.class,
            watch.find(8, MerkleTree.leafHash(new byte[] {7}), log.signed()));
    assertTrue(!nowhere.found().contains("promised"), nowhere::found);
  }

  @Test
  void find_behindTheTree_isNotSealed() throws IOException {
    assertEquals(new Finding.NotSealed(), watch.find(SIZE, new byte[32], log.signed()));
    assertEquals(new Finding.NotSealed(), watch.find(Long.MAX_VALUE, new byte[32], log.signed()));
  }

  @Test
  void find_wrongOrTruncatedOrMissingTile_isNoProofUntilTheTileIsBack() throws IOException {
    String path = "tile/0/001";
    byte[] tile = log.file(path);
    byte[] changed = tile.clone();
    changed[40 * 32] ^= 1;
    for (byte[] wrong : List.of(changed, Arrays.copyOf(tile, tile.length - 1), new byte[0])) {
      log.put(path, wrong);
      assertInstanceOf(Finding.NoProof.class, find(300));
    }
    log.remove(path);
    assertInstanceOf(Finding.NoProof.class, find(300));
    log.put(path, tile);
    assertInstanceOf(Finding.Proven.class, find(300));
  }

  @Test
  void unreachableLog_isNoVerdict() {
    WatchLog away =
        new WatchLog((path, _) -> {
          if (path.equals(LogSource.CHECKPOINT)) {
            return Optional.of(log.signed().bytes());
          }
          throw new IOException("away");
        });
    SignedCheckpoint held = beginning(300).signed();
    assertThrows(IOException.class, () -> away.look(SampleEvidence.TRUSTED, Optional.of(held)));
    assertThrows(
        IOException.class, () -> away.find(5, MerkleTree.leafHash(log.entry(5)), log.signed()));
  }
}
