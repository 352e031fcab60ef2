package jp.linkage.protocol.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.TestHeaders;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.TestLog;
import jp.linkage.protocol.tlog.checkpoint.TrustPolicy;

/** A log of three records and two entries that are none, and a bundle of evidence from it. */
public final class SampleEvidence {
  /** The Ed25519 key of the log. */
  public static final SigningKey LOG_KEY = TestLog.ed25519(1);

  /** It, as a signer of notes. */
  static final NoteSigner SIGNER = TestLog.SIGNERS.getFirst();

  private static final Header HEADER = TestHeaders.convert(TestHeaders.hash(1), 2);
  private static final Aead PERIOD_KEY = Aead.of(SecretBytes.random(32));

  /** The policy file: both keys of the log, and a witness. */
  public static final String POLICY =
      TestLog.SIGNERS.stream()
              .map(signer -> "log " + signer.key().text() + "\n")
              .reduce("", String::concat)
          + "witness w1 "
          + TestLog.WITNESS.key().text()
          + "\nquorum w1\n";

  /** What it says. */
  public static final TrustPolicy TRUSTED = TrustPolicy.parse(POLICY.getBytes(UTF_8));

  final RecordDetails details = details(2);
  private final RecordDetails released = details(0);
  private final LogRecord request = request(details);
  private final LogRecord release = release(released);
  final TestLog log =
      new TestLog(
          List.of(
              new ConfigRecord(
                      TestLog.ORIGIN, TestLog.TIME, TestHeaders.hash(1), LogRecord.UNSIGNED)
                  .signed(LOG_KEY)
                  .leaf(),
              "not a record".getBytes(UTF_8),
              request.leaf(),
              release.leaf(),
              new byte[1]));

  static RecordDetails details(int subjects) {
    List<Bytes> lids = new ArrayList<>();
    for (int i = 0; i < subjects; i++) {
      lids.add(Bytes.of(Arrays.copyOf(new byte[] {(byte) i}, 16)));
    }
    return new RecordDetails(
        Bytes.of(HEADER.bytes()),
        TestHeaders.hash(2),
        lids,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  static LogRecord request(RecordDetails details) {
    return new ExchangeRecord(
            TestLog.ORIGIN,
            RecordType.REQUEST,
            HEADER.exchangeId(),
            TestLog.TIME,
            details.headerCommitment(),
            TestHeaders.hash(4),
            TestHeaders.hash(5),
            Optional.of(TestHeaders.hash(6)),
            Optional.of(TestHeaders.hash(7)),
            details.subjectCommitments(),
            "2026-11",
            details.seal(PERIOD_KEY, RecordType.REQUEST, HEADER.exchangeId()),
            LogRecord.UNSIGNED)
        .signed(LOG_KEY);
  }

  private static LogRecord release(RecordDetails details) {
    return new ReleaseRecord(
            TestLog.ORIGIN,
            HEADER.exchangeId(),
            TestLog.TIME,
            details.headerCommitment(),
            TestHeaders.hash(5),
            TestHeaders.hash(6),
            TestHeaders.hash(7),
            TestHeaders.hash(8),
            "2026-11",
            details.seal(PERIOD_KEY, RecordType.RELEASE, HEADER.exchangeId()),
            LogRecord.UNSIGNED)
        .signed(LOG_KEY);
  }

  /** A checkpoint of the log with the witness's cosignature. */
  public SignedCheckpoint cosigned(int size) {
    return log.signed(size).with(TestLog.WITNESS.sign(log.checkpoint(size), TestLog.TIME));
  }

  EvidenceItem item(
      int index, int size, Optional<RecordDetails> opening, Optional<LogReceipt> receipt) {
    return new EvidenceItem(
        Bytes.of(log.entry(index)), log.proof(index, cosigned(size)), opening, receipt);
  }

  LogReceipt receipt(int index) {
    return receipt(index, index);
  }

  LogReceipt receipt(int index, int offset) {
    return LogReceipt.sign(
        Bytes.of(log.entry(index)),
        UUID.fromString("0192d3c4-0000-7000-8000-000000000001"),
        offset,
        TestLog.TIME,
        TestHeaders.hash(9),
        LOG_KEY);
  }

  EvidenceBundle bundle(EvidenceItem... items) {
    SortedMap<Long, List<Bytes>> consistency = new TreeMap<>();
    consistency.put(3L, log.consistency(3, 5));
    return new EvidenceBundle(
        Bytes.of(POLICY.getBytes(UTF_8)),
        "Two exchanges.\n",
        cosigned(5),
        consistency,
        List.of(items));
  }

  EvidenceBundle bundle() {
    return bundle(
        item(0, 3, Optional.empty(), Optional.empty()),
        item(2, 3, Optional.of(details), Optional.of(receipt(2))),
        item(3, 5, Optional.of(released), Optional.empty()));
  }

  /** The log's entries: a CONFIG, what is no record, a REQUEST, its RELEASE, what is no record. */
  public List<byte[]> entries() {
    return IntStream.range(0, 5).mapToObj(log::entry).toList();
  }

  /** The bundle as a file. */
  public byte[] zip() {
    return zip(bundle());
  }

  /** The bundle when the log has another Ed25519 key by now, with which it signs checkpoints. */
  byte[] zipOf(String policy, NoteSigner present) {
    SignedCheckpoint newest =
        SignedCheckpoint.sign(
                log.checkpoint(5), List.of(present, TestLog.SIGNERS.getLast()), TestLog.TIME)
            .with(TestLog.WITNESS.sign(log.checkpoint(5), TestLog.TIME));
    List<EvidenceItem> items =
        bundle().items().stream()
            .map(item ->
                new EvidenceItem(
                    item.entry(),
                    log.proof((int) item.proof().index(), newest),
                    item.opening(),
                    item.receipt()))
            .toList();
    return new EvidenceBundle(
            Bytes.of(policy.getBytes(UTF_8)), "Two exchanges.\n", newest, new TreeMap<>(), items)
        .zip(present, TestLog.TIME);
  }

  static byte[] zip(EvidenceBundle bundle) {
    return bundle.zip(SIGNER, TestLog.TIME);
  }
}
