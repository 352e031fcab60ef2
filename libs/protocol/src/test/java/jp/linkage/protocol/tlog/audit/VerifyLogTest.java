package jp.linkage.protocol.tlog.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import jp.linkage.protocol.evidence.SampleEvidence;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.protocol.tlog.checkpoint.EarlierKey;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;
import org.junit.jupiter.api.Test;

class VerifyLogTest {
  private static final LogTrust TRUST = LogTrust.of(SampleEvidence.TRUSTED);

  /** The quickest policy, where every changed byte needs an audit of its own. */
  private static final LogTrust ONE_KEY =
      LogTrust.of(
          TrustPolicy.parse(
              ("log " + TestLog.SIGNERS.getFirst().key().text() + "\nquorum none\n")
                  .getBytes(UTF_8)));

  private static LogReport audit(LogSource log) throws IOException {
    return new VerifyLog(log, TRUST, (_, _) -> {}).whole();
  }

  private static LogReport audit(LogSource log, SignedCheckpoint earlier) throws IOException {
    return new VerifyLog(log, TRUST, (_, _) -> {}).since(earlier);
  }

  private static LogFault fault(LogSource log) throws IOException {
    return audit(log).fault().orElseThrow();
  }

  @Test
  void whole_soundLog_holdsAndCounts() throws IOException {
    SampleLog log = SampleLog.ofSize(600);
    LogReport report = audit(log);
    assertTrue(report.holds(), () -> report.fault().toString());
    assertEquals(log.signed().checkpoint(), report.checkpoint().orElseThrow().checkpoint());
    assertEquals(Set.of("w1"), report.witnesses());
    assertEquals(0, report.start());
    assertEquals(600, report.end());
    // Two full ones and a partial one of level 0, one of level 1.
    assertEquals(4, report.tiles());
    assertEquals(
        Map.of(RecordType.CONFIG, 1L, RecordType.REQUEST, 1L, RecordType.RELEASE, 1L),
        report.records());
    assertEquals(597, report.invalid());
    assertEquals(LogReport.MAX_INVALID, report.firstInvalid().size());
    assertEquals(new InvalidLeaf(1, "expected a record"), report.firstInvalid().getFirst());
    assertEquals(4, report.firstInvalid().get(1).index());
  }

  @Test
  void whole_everyLeaf_isShownOnceInOrderWithItsRecord() throws IOException {
    SampleLog log = SampleLog.ofSize(600);
    List<byte[]> shown = new ArrayList<>();
    List<Integer> records = new ArrayList<>();
    Leaves leaves =
        (start, entries, read) -> {
          assertEquals(shown.size(), start);
          assertEquals(entries.size(), read.size());
          for (int i = 0; i < entries.size(); i++) {
            if (read.get(i).isPresent()) {
              records.add(shown.size());
              assertTrue(Arrays.equals(entries.get(i), read.get(i).get().bytes()));
            }
            shown.add(entries.get(i));
          }
        };
    assertTrue(new VerifyLog(log, TRUST, (_, _) -> {}, leaves).whole().holds());
    assertEquals(600, shown.size());
    for (int i = 0; i < 600; i++) {
      assertTrue(Arrays.equals(log.entry(i), shown.get(i)));
    }
    assertEquals(List.of(0, 2, 3), records);
  }

  @Test
  void whole_everySizeAroundATile_holds() throws IOException {
    SampleLog log = SampleLog.ofSize(5);
    for (int size : new int[] {5, 6, 255, 256, 257, 511, 512, 513}) {
      log.growTo(size);
      LogReport report = audit(log);
      assertTrue(report.holds(), () -> report.fault().toString());
      assertEquals(size, report.end());
    }
  }

  @Test
  void whole_emptyLog_holds() throws IOException {
    LogReport report = audit(new SampleLog(List.of()));
    assertTrue(report.holds(), () -> report.fault().toString());
    assertEquals(0, report.end());
    assertEquals(0, report.tiles());
  }

  // Three levels: 256 · 256 leaves complete a tile of level 1.
  @Test
  void whole_threeLevels_holdsAndComparesEveryTile() throws IOException {
    SampleLog log = SampleLog.ofSize(65_536 + 300);
    LogReport report = audit(log);
    assertTrue(report.holds(), () -> report.fault().toString());
    assertEquals(log.paths().stream().filter(VerifyLogTest::isTile).count(), report.tiles());
    log.file("tile/2/000.p/1")[31] ^= 1;
    LogFault fault = fault(log);
    assertEquals("tile/2/000.p/1", fault.path());
    assertEquals(OptionalLong.of(0), fault.leaf());
    log.file("tile/2/000.p/1")[31] ^= 1;
    log.file("tile/1/000")[32 * 77 + 5] ^= 1;
    assertEquals(OptionalLong.of(77 * 256), fault(log).leaf());
  }

  private static boolean isTile(String path) {
    return path.startsWith("tile/") && !path.startsWith("tile/entries/");
  }

  @Test
  void whole_anyByteOfTilesAndBundlesChanged_namesTheFirstBadLeaf() throws IOException {
    SampleLog log = SampleLog.ofSize(258);
    for (String path : log.paths()) {
      byte[] bytes = log.file(path);
      for (int at = 0; at < bytes.length && !path.equals(LogSource.CHECKPOINT); at++) {
        bytes[at] ^= 1;
        String where = path + " byte " + at;
        LogFault fault = new VerifyLog(log, ONE_KEY, (_, _) -> {}).whole().fault().orElseThrow();
        assertEquals(path, fault.path(), where);
        assertEquals(kind(path), fault.kind(), where);
        assertEquals(leaf(log, path, at), fault.leaf(), where);
        bytes[at] ^= 1;
      }
    }
    assertTrue(audit(log).holds());
  }

  @Test
  void whole_anyByteOfTheCheckpointChanged_isFound() throws IOException {
    SampleLog log = SampleLog.ofSize(5);
    byte[] bytes = log.file(LogSource.CHECKPOINT);
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] ^= 1;
      assertEquals(LogFault.Kind.CHECKPOINT, fault(log).kind(), "byte " + at);
      bytes[at] ^= 1;
    }
    assertTrue(audit(log).holds());
  }

  private static LogFault.Kind kind(String path) {
    return isTile(path) ? LogFault.Kind.TILE : LogFault.Kind.ENTRY;
  }

  /** Where a byte of a file belongs, told from the layout. */
  private static OptionalLong leaf(SampleLog log, String path, int at) {
    TileResource resource = TileResource.parse(path);
    if (isTile(path)) {
      int level = path.charAt("tile/".length()) - '0';
      return OptionalLong.of((resource.index() * 256 + at / 32) << (8 * level));
    }
    int index = (int) resource.index() * 256;
    for (int end = 2 + log.entry(index).length; at >= end; end += 2 + log.entry(index).length) {
      index++;
    }
    return OptionalLong.of(index);
  }

  @Test
  void whole_anyFileMissingOrOfAnotherLength_namesIt() throws IOException {
    SampleLog log = SampleLog.ofSize(258);
    for (String path : log.paths()) {
      byte[] bytes = log.file(path);
      log.remove(path);
      assertEquals(path, fault(log).path());
      log.put(path, Arrays.copyOf(bytes, bytes.length - 1));
      assertEquals(path, fault(log).path());
      // More than a full tile has, a source does not read.
      if (!path.equals("tile/0/000")) {
        log.put(path, Arrays.copyOf(bytes, bytes.length + 1));
        assertEquals(path, fault(log).path());
      }
      log.put(path, bytes);
    }
    assertTrue(audit(log).holds());
  }

  @Test
  void whole_operatorRewritesAnEntryAndItsHashes_isFound() throws IOException {
    SampleLog log = SampleLog.ofSize(4 * 256);
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < log.size(); i++) {
      entries.add(i == 700 ? "other".getBytes(UTF_8) : log.entry(i));
    }
    SampleLog other = new SampleLog(entries);
    log.put("tile/entries/002", other.file("tile/entries/002"));
    LogFault entryOnly = fault(log);
    assertEquals(OptionalLong.of(700), entryOnly.leaf());
    assertTrue(entryOnly.reason().contains("leads to the signed root"), entryOnly::reason);
    log.put("tile/0/002", other.file("tile/0/002"));
    LogFault hashToo = fault(log);
    assertEquals("tile/1/000.p/4", hashToo.path());
    assertEquals(OptionalLong.of(512), hashToo.leaf());
    log.put("tile/1/000.p/4", other.file("tile/1/000.p/4"));
    LogFault tilesToo = fault(log);
    assertEquals(LogFault.Kind.ROOT, tilesToo.kind());
    assertEquals(OptionalLong.empty(), tilesToo.leaf());
  }

  @Test
  void whole_logThatGrewMeanwhile_isReadAtItsCheckpoint() throws IOException {
    SampleLog log = SampleLog.ofSize(200);
    byte[] checkpoint = log.file(LogSource.CHECKPOINT);
    log.growTo(300);
    // Full tiles only, and what is wider than asked for.
    log.remove("tile/0/000.p/200");
    log.remove("tile/entries/000.p/200");
    log.put(LogSource.CHECKPOINT, checkpoint);
    LogReport report = audit(log);
    assertTrue(report.holds(), () -> report.fault().toString());
    assertEquals(200, report.end());
  }

  @Test
  void since_anySizes_readsTheRestOnly() throws IOException {
    int[] sizes = {5, 6, 255, 256, 257, 300, 511, 512, 600};
    for (int older : sizes) {
      for (int newer : sizes) {
        if (newer < older) {
          continue;
        }
        SampleLog log = SampleLog.ofSize(older);
        SignedCheckpoint earlier = log.signed();
        log.growTo(newer);
        LogReport report = audit(log, earlier);
        assertTrue(report.holds(), () -> older + " to " + newer + ": " + report.fault());
        assertEquals(older, report.start());
        assertEquals(newer, report.end());
        assertEquals(newer - older, report.invalid());
      }
    }
  }

  @Test
  void since_emptyTree_readsAll() throws IOException {
    SampleLog log = new SampleLog(List.of());
    SignedCheckpoint earlier = log.signed();
    log.growTo(10);
    assertEquals(0, audit(log, earlier).start());
    assertTrue(audit(log, earlier).holds());
  }

  @Test
  void since_changedHistory_isFound() throws IOException {
    SampleLog log = SampleLog.ofSize(300);
    SignedCheckpoint earlier = log.signed();
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      entries.add(i == 7 ? "other".getBytes(UTF_8) : log.entry(i));
    }
    SampleLog split = new SampleLog(entries);
    assertHistory(split, earlier);
    split.growTo(600);
    assertTrue(audit(split).holds());
    assertHistory(split, earlier);
    // Rolled back.
    assertHistory(SampleLog.ofSize(299), earlier);
  }

  private static void assertHistory(SampleLog log, SignedCheckpoint earlier) throws IOException {
    assertEquals(
        LogFault.Kind.HISTORY, audit(log, earlier).fault().map(LogFault::kind).orElseThrow());
  }

  @Test
  void since_earlierCheckpointThatDoesNotHold_isRefused() throws IOException {
    SampleLog log = SampleLog.ofSize(300);
    SignedCheckpoint unwitnessed =
        SignedCheckpoint.sign(log.signed().checkpoint(), TestLog.SIGNERS, TestLog.TIME);
    log.growTo(301);
    assertHistory(log, unwitnessed);
  }

  // Each byte of what an incremental audit reads.
  @Test
  void since_anyByteOfTheRestChanged_isFound() throws IOException {
    SampleLog log = SampleLog.ofSize(250);
    SignedCheckpoint earlier = log.signed();
    log.growTo(260);
    for (String path :
        List.of("tile/0/000", "tile/0/001.p/4", "tile/1/000.p/1", "tile/entries/001.p/4")) {
      byte[] bytes = log.file(path);
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] ^= 1;
        LogReport report = new VerifyLog(log, ONE_KEY, (_, _) -> {}).since(earlier);
        assertFalse(report.holds(), path + " byte " + at);
        bytes[at] ^= 1;
      }
    }
    assertTrue(audit(log, earlier).holds());
  }

  @Test
  void whole_checkpointWithoutQuorumOrKey_isRefused() throws IOException {
    SampleLog log = SampleLog.ofSize(5);
    SignedCheckpoint signed =
        SignedCheckpoint.sign(log.signed().checkpoint(), TestLog.SIGNERS, TestLog.TIME);
    log.put(LogSource.CHECKPOINT, signed.bytes());
    LogReport report = audit(log);
    assertEquals(LogFault.Kind.CHECKPOINT, report.fault().orElseThrow().kind());
    assertTrue(report.checkpoint().isEmpty());
    SignedCheckpoint ed25519Only =
        SignedCheckpoint.sign(
                log.signed().checkpoint(), TestLog.SIGNERS.subList(0, 1), TestLog.TIME)
            .with(TestLog.WITNESS.sign(log.signed().checkpoint(), TestLog.TIME));
    log.put(LogSource.CHECKPOINT, ed25519Only.bytes());
    assertEquals(LogFault.Kind.CHECKPOINT, fault(log).kind());
  }

  @Test
  void whole_recordOfAnotherLogOrKey_isInvalid() throws IOException {
    LogRecord otherKey = config(TestLog.ORIGIN).signed(TestLog.ed25519(9));
    LogRecord otherLog = config("other.example/log").signed(SampleEvidence.LOG_KEY);
    SampleLog log = new SampleLog(List.of(otherKey.leaf(), otherLog.leaf()));
    LogReport report = audit(log);
    assertTrue(report.holds());
    assertEquals(
        List.of(
            new InvalidLeaf(0, "expected a record that the log signed"),
            new InvalidLeaf(1, "expected a record of this log")),
        report.firstInvalid());
    NoteSigner earlier = NoteSigner.ed25519(TestLog.ORIGIN, TestLog.ed25519(9));
    LogTrust rotated =
        new LogTrust(SampleEvidence.TRUSTED, List.of(new EarlierKey(earlier.key(), 0)));
    LogReport afterRotation = new VerifyLog(log, rotated, (_, _) -> {}).whole();
    assertEquals(Map.of(RecordType.CONFIG, 1L), afterRotation.records());
    assertEquals(1, afterRotation.invalid());
  }

  @Test
  void whole_recordOfAnEarlierKeyAfterItsLastOffset_isInvalid() throws IOException {
    LogRecord before = config(TestLog.ORIGIN).signed(TestLog.ed25519(9));
    LogRecord present = config(TestLog.ORIGIN).signed(SampleEvidence.LOG_KEY);
    SampleLog log =
        new SampleLog(List.of(before.leaf(), before.leaf(), present.leaf(), before.leaf()));
    NoteSigner earlier = NoteSigner.ed25519(TestLog.ORIGIN, TestLog.ed25519(9));
    NoteSigner sameKeyOfAnotherLog = NoteSigner.ed25519("other.example/log", TestLog.ed25519(9));
    LogTrust rotated =
        new LogTrust(
            SampleEvidence.TRUSTED,
            List.of(
                new EarlierKey(earlier.key(), 1),
                new EarlierKey(sameKeyOfAnotherLog.key(), 1_000)));
    LogReport report = new VerifyLog(log, rotated, (_, _) -> {}).whole();
    assertTrue(report.holds());
    assertEquals(Map.of(RecordType.CONFIG, 3L), report.records());
    assertEquals(
        List.of(new InvalidLeaf(3, "expected a record that the log signed")),
        report.firstInvalid());
  }

  private static ConfigRecord config(String origin) {
    return new ConfigRecord(origin, TestLog.TIME, TestHeaders.hash(1), LogRecord.UNSIGNED);
  }

  @Test
  void whole_logThatIsNotTrusted_isRefused() throws IOException {
    LogTrust nobody = LogTrust.of(TrustPolicy.parse("quorum none\n".getBytes(UTF_8)));
    LogReport report = new VerifyLog(SampleLog.ofSize(5), nobody, (_, _) -> {}).whole();
    assertEquals(LogFault.Kind.CHECKPOINT, report.fault().orElseThrow().kind());
  }

  @Test
  void whole_sourceThatFails_saysSo() {
    SampleLog log = SampleLog.ofSize(300);
    for (String failing : log.paths()) {
      IOException refused =
          assertThrows(
              IOException.class,
              () ->
                  audit((path, maxBytes) -> {
                    if (path.equals(failing)) {
                      throw new IOException("no answer for " + path);
                    }
                    return log.read(path, maxBytes);
                  }));
      assertEquals("no answer for " + failing, refused.getMessage());
    }
  }

  // Streams: what has been asked for is never far ahead of what has been verified.
  @Test
  void whole_longLog_isReadAFewBundlesAtATime() throws IOException {
    SampleLog log = SampleLog.ofSize(100 * 256);
    AtomicLong verified = new AtomicLong();
    AtomicLong ahead = new AtomicLong();
    LogSource counting =
        (path, maxBytes) -> {
          if (path.startsWith("tile/entries/")) {
            long start = TileResource.parse(path).index() * 256;
            ahead.accumulateAndGet(start - verified.get(), Math::max);
          }
          return log.read(path, maxBytes);
        };
    LogReport report = new VerifyLog(counting, TRUST, (leaves, _) -> verified.set(leaves)).whole();
    assertTrue(report.holds());
    assertEquals(100 * 256, verified.get());
    assertTrue(ahead.get() > 0 && ahead.get() < 10 * 256, () -> ahead + " leaves ahead");
  }
}
