package jp.linkage.protocol.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.evidence.SampleEvidence;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.audit.Finding;
import jp.linkage.protocol.tlog.audit.SampleLog;
import jp.linkage.protocol.tlog.audit.Sighting;
import jp.linkage.protocol.tlog.audit.WatchLog;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import org.junit.jupiter.api.Test;

/** Every tree of up to 300 entries that a log publishes as tiles, against the definition. */
class ProofFromTilesTest {
  private static final int SIZES = 300;
  private static final RecursiveTree TREE = RecursiveTree.ofSize(SIZES);

  private final SampleLog log = new SampleLog(List.of());
  private final WatchLog watch = new WatchLog(log);

  @Test
  void everyLeafOfEveryTree_isProvenByThePathOfTheDefinition() throws IOException {
    for (int size = 0; size <= SIZES; size++) {
      SignedCheckpoint signed = signed(size);
      for (int index = 0; index < size; index++) {
        Finding.Proven proven =
            assertInstanceOf(Finding.Proven.class, watch.find(index, TREE.leafHash(index), signed));
        List<byte[]> expected = TREE.path(index, 0, size);
        assertEquals(expected.size(), proven.proof().path().size());
        for (int i = 0; i < expected.size(); i++) {
          assertArrayEquals(expected.get(i), proven.proof().path().get(i).toArray());
        }
      }
      assertInstanceOf(Finding.NotSealed.class, watch.find(size, new byte[32], signed));
      grow(size);
    }
  }

  @Test
  void everyTree_grewFromEverySmallerOneAndFromNoOther() throws IOException {
    for (int size = 0; size <= SIZES; size++) {
      if (size % 7 == 0 || (size > 250 && size < 260)) {
        for (int older = 0; older <= size; older++) {
          assertInstanceOf(
              Sighting.Grown.class, watch.look(SampleEvidence.TRUSTED, Optional.of(signed(older))));
        }
        Checkpoint other = new Checkpoint(TestLog.ORIGIN, size / 2 + 1L, Bytes.of(new byte[32]));
        if (size > 1) {
          assertInstanceOf(
              Sighting.Inconsistent.class,
              watch.look(SampleEvidence.TRUSTED, Optional.of(SampleLog.sign(other))));
        }
      }
      grow(size);
    }
  }

  private void grow(int size) {
    if (size < SIZES) {
      log.append(List.of(TREE.entry(size)));
    }
  }

  private static SignedCheckpoint signed(int size) {
    return SampleLog.sign(new Checkpoint(TestLog.ORIGIN, size, Bytes.of(TREE.root(size))));
  }
}
