package jp.linkage.protocol.tlog.checkpoint;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
  /** The example of tlog-checkpoint. */
  private static final String EXAMPLE =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
      """;

  private static final Bytes ROOT = Bytes.of(new byte[32]);

  @Test
  void parse_exampleOfTheSpecification_isReadBack() {
    Checkpoint checkpoint = Checkpoint.parse(EXAMPLE);
    assertEquals("example.com/behind-the-sofa", checkpoint.origin());
    assertEquals(20_852_163, checkpoint.size());
    assertEquals(List.of(), checkpoint.extensions());
    assertEquals(EXAMPLE, checkpoint.text());
  }

  @Test
  void parse_extensionLinesAndLargestSize_areReadBack() {
    var checkpoint = new Checkpoint("a b", Long.MAX_VALUE, ROOT, List.of("one", "two 2"));
    assertEquals(checkpoint, Checkpoint.parse(checkpoint.text()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                      | line 1: expected the log's origin and a line feed, found the end
          'origin'                | line 1: expected the log's origin and a line feed, found "origin"
          'o\\n'                   | line 2: expected the size of the tree in decimal, found the end
          'o\\n1'                  | line 2: expected the size of the tree in decimal, found "1"
          'o\\n01\\nROOT\\n'         | line 2: expected the size of the tree in decimal, found "01"
          'o\\n-1\\nROOT\\n'         | line 2: expected the size of the tree in decimal, found "-1"
          'o\\n+1\\nROOT\\n'         | line 2: expected the size of the tree in decimal, found "+1"
          'o\\n 1\\nROOT\\n'         | line 2: expected the size of the tree in decimal, found " 1"
          'o\\n1 \\nROOT\\n'         | line 2: expected the size of the tree in decimal, found "1 "
          'o\\n1_0\\nROOT\\n'        | line 2: expected the size of the tree in decimal, found "1_0"
          'o\\n\u0661\\nROOT\\n'     | line 2: expected the size of the tree in decimal
          'o\\n9223372036854775808\\nROOT\\n' | line 2: expected the size of the tree in decimal
          'o\\n\\nROOT\\n'           | line 2: expected the size of the tree in decimal, found ""
          'o\\n1\\n'                | line 3: expected the root hash, 32 bytes in Base64, found the end
          'o\\n1\\nROOT'            | line 3: expected the root hash, 32 bytes in Base64
          'o\\n1\\nAAAA\\n'          | line 3: expected the root hash, 32 bytes in Base64, found "AAAA"
          'o\\n1\\n ROOT\\n'         | line 3: expected the root hash
          'o\\n1\\nROOT\\nextension' | line 4: expected an extension line and a line feed
          '\\n1\\nROOT\\n'           | expected lines that are not empty
          'o\\n1\\nROOT\\n\\n'        | expected lines that are not empty
          'o\\n1\\nROOT\\na\\n\\nb\\n'  | expected lines that are not empty
          """)
  void parse_malformed_isRefused(String text, String expected) {
    String unescaped =
        text.translateEscapes().replace("ROOT", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    var refused = assertThrows(ProtocolViolation.class, () -> Checkpoint.parse(unescaped));
    assertEquals(Reason.MALFORMED_VALUE, refused.reason());
    assertTrue(refused.toString().contains(expected), refused::toString);
  }

  @Test
  void checkpoint_thatCannotBeWritten_isNotMade() {
    assertThrows(ProtocolViolation.class, () -> new Checkpoint("a\nb", 1, ROOT));
    assertThrows(ProtocolViolation.class, () -> new Checkpoint("a", -1, ROOT));
    assertThrows(ProtocolViolation.class, () -> new Checkpoint("a", 1, Bytes.EMPTY));
    assertThrows(ProtocolViolation.class, () -> new Checkpoint("a", 1, ROOT, List.of("")));
  }

  @Test
  void signedCheckpoint_ofAnotherText_isNotMade() {
    TestLog log = new TestLog(3);
    assertThrows(
        IllegalArgumentException.class,
        () -> new SignedCheckpoint(log.checkpoint(2), log.signed(3).note()));
  }

  @Test
  void verifyGrownFrom_everyPair_isShown() {
    TestLog log = new TestLog(20);
    for (int newSize = 1; newSize <= 20; newSize++) {
      for (int oldSize = 1; oldSize <= newSize; oldSize++) {
        Checkpoint older = log.checkpoint(oldSize);
        Checkpoint newer = log.checkpoint(newSize);
        List<Bytes> proof = log.consistency(oldSize, newSize);
        assertDoesNotThrow(() -> newer.verifyGrownFrom(older, proof));
        List<Bytes> longer = new ArrayList<>(proof);
        longer.add(ROOT);
        refused(Reason.INVALID_PATH, newer, older, longer);
        if (oldSize < newSize) {
          refused(Reason.INVALID_PATH, older, newer, proof);
          refused(Reason.INVALID_PATH, newer, older, proof.subList(1, proof.size()));
        }
      }
    }
  }

  @Test
  void verifyGrownFrom_firstSight_needsNoProof() {
    TestLog log = new TestLog(5);
    assertDoesNotThrow(() -> log.checkpoint(5).verifyGrownFrom(log.checkpoint(0), List.of()));
    assertDoesNotThrow(() -> log.checkpoint(0).verifyGrownFrom(log.checkpoint(0), List.of()));
    refused(Reason.INVALID_PATH, log.checkpoint(5), log.checkpoint(0), List.of(ROOT));
    refused(
        Reason.INVALID_PATH, log.checkpoint(5), new Checkpoint(TestLog.ORIGIN, 0, ROOT), List.of());
    refused(
        Reason.INVALID_PATH, new Checkpoint(TestLog.ORIGIN, 0, ROOT), log.checkpoint(0), List.of());
  }

  @Test
  void verifyGrownFrom_splitView_isRefused() {
    TestLog log = new TestLog(5);
    Checkpoint split = new Checkpoint(TestLog.ORIGIN, 5, Bytes.of(Sha256.of(new byte[1])));
    refused(Reason.INVALID_PATH, split, log.checkpoint(5), List.of());
    refused(Reason.INVALID_PATH, split, log.checkpoint(3), log.consistency(3, 5));
    refused(
        Reason.MALFORMED_VALUE,
        new Checkpoint("other", 5, log.checkpoint(5).root()),
        log.checkpoint(3),
        log.consistency(3, 5));
  }

  private static void refused(
      Reason reason, Checkpoint newer, Checkpoint older, List<Bytes> proof) {
    var refused = assertThrows(ProtocolViolation.class, () -> newer.verifyGrownFrom(older, proof));
    assertEquals(reason, refused.reason());
  }
}
