package jp.linkage.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.audit.RecordKeys;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import org.junit.jupiter.api.Test;

class InvariantsTest {
  private static final String ORIGIN = "log.linkage.example/2026";
  private static final SigningKey LOG = SigningKey.generate();
  private static final RecordKeys KEYS =
      new RecordKeys(ORIGIN, List.of(LOG.publicKey()), List.of());

  private final ExchangeId one = ExchangeId.next();
  private final ExchangeId other = ExchangeId.next();

  private static byte[] release(ExchangeId exchange, SigningKey key) {
    Bytes hash = Bytes.sha256("any".getBytes(UTF_8));
    return new ReleaseRecord(
            ORIGIN,
            exchange,
            WireInstant.parse("2026-11-23T00:00:00.000Z"),
            hash,
            hash,
            hash,
            hash,
            hash,
            "2026-11",
            hash,
            LogRecord.UNSIGNED)
        .signed(key)
        .leaf();
  }

  private static Checkpoint checkpoint(List<byte[]> records) {
    return new Checkpoint(ORIGIN, records.size(), Bytes.of(MerkleTree.rootOfLeaves(records)));
  }

  private static Invariants check(
      List<byte[]> records, long size, List<ExchangeId> answered, List<Checkpoint> checkpoints) {
    return Invariants.check(
        records, KEYS, size, answered.stream().map(ExchangeId::toString).toList(), checkpoints);
  }

  @Test
  void check_everyAnswerReleased_losesNone() {
    List<byte[]> records = List.of(release(one, LOG), release(other, LOG));
    Invariants found = check(records, 2, List.of(one, other), List.of());
    assertEquals(List.of(), found.lost());
    assertEquals(0, found.invalid());
  }

  @Test
  void check_answerWithoutRelease_isLost() {
    Invariants found = check(List.of(release(one, LOG)), 1, List.of(one, other), List.of());
    assertEquals(List.of(other.toString()), found.lost());
  }

  @Test
  void check_releaseAboveTheSignedSizeOrByAnotherKey_isLost() {
    List<byte[]> records = List.of(release(one, SigningKey.generate()), release(other, LOG));
    Invariants found = check(records, 1, List.of(one, other), List.of());
    assertEquals(List.of(one.toString(), other.toString()), found.lost());
    assertEquals(1, found.invalid());
  }

  @Test
  void check_checkpointOfAnotherTree_isInconsistent() {
    List<byte[]> records = List.of(release(one, LOG), "none".getBytes(UTF_8), release(one, LOG));
    List<byte[]> others = new ArrayList<>(records);
    others.set(0, release(other, LOG));
    Invariants found =
        check(
            records,
            3,
            List.of(),
            List.of(
                checkpoint(List.of()),
                checkpoint(records.subList(0, 1)),
                checkpoint(records),
                checkpoint(others),
                checkpoint(others.subList(0, 2))));
    assertEquals(List.of(3L, 2L), found.inconsistent());
    assertEquals(1, found.invalid());
    assertEquals(1, found.signedTwice());
  }

  @Test
  void check_checkpointOfMoreThanThereIs_isInconsistent() {
    List<byte[]> records = List.of(release(one, LOG), release(other, LOG));
    Invariants found = check(records.subList(0, 1), 1, List.of(), List.of(checkpoint(records)));
    assertEquals(List.of(2L), found.inconsistent());
  }
}
