package jp.linkage.local.bench;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.CaseReference;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.header.SubjectRelation;
import jp.linkage.protocol.header.Validity;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;

/**
 * Records of exchanges of one person, as the audit-service composes and signs them, made beforehand
 * with its own keys: so that the append and the sealing are measured without what comes before
 * them.
 */
public final class SignedRecords {
  /** No agency of the local run: nobody misses these exchanges in his own records. */
  private static final AgencyId INQUIRER = new AgencyId("bench-inquirer");

  private static final AgencyId PROVIDER = new AgencyId("bench-provider");

  private final String origin;
  private final SigningKey logKey;
  private final String period;
  private final Aead periodKey;
  private final SecureRandom random = new SecureRandom();

  /**
   * Records of this log.
   *
   * @param auditKeys the audit-service's key file
   * @param periodKeys the months' keys; of these the newest seals
   */
  public SignedRecords(Path auditKeys, String origin, Map<String, Aead> periodKeys) {
    this.origin = origin;
    this.logKey = SigningKey.ofSeed(AuditKeyFile.read(auditKeys).logKeySeed());
    Map.Entry<String, Aead> newest =
        periodKeys.entrySet().stream().max(Map.Entry.comparingByKey()).orElseThrow();
    this.period = newest.getKey();
    this.periodKey = newest.getValue();
  }

  /** So many exchanges: a REQUEST and its RELEASE each. */
  public List<byte[]> exchanges(int count) {
    return IntStream.range(0, count).parallel().boxed().flatMap(_ -> exchange()).toList();
  }

  /** So many REQUEST alone, which may be appended in any order. */
  List<byte[]> requests(int count) {
    return IntStream.range(0, count).parallel().boxed().flatMap(_ -> exchange().limit(1)).toList();
  }

  private Stream<byte[]> exchange() {
    Instant now = WireInstant.millis(Instant.now());
    ExchangeId id = ExchangeId.next();
    Header header = header(id, now);
    Bytes requestRoot = octets(32);
    RecordDetails asked =
        new RecordDetails(
            Bytes.of(header.bytes()),
            octets(32),
            List.of(octets(16)),
            List.of(),
            Optional.empty(),
            Optional.empty());
    ExchangeRecord request =
        new ExchangeRecord(
                origin,
                RecordType.REQUEST,
                id,
                now,
                asked.headerCommitment(),
                octets(32),
                requestRoot,
                Optional.of(octets(32)),
                Optional.of(octets(32)),
                asked.subjectCommitments(),
                period,
                asked.seal(periodKey, RecordType.REQUEST, id),
                LogRecord.UNSIGNED)
            .signed(logKey);
    RecordDetails answered =
        new RecordDetails(
            Bytes.of(header.bytes()),
            octets(32),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(List.of(AnswerStatus.ANSWERED)));
    ReleaseRecord release =
        new ReleaseRecord(
                origin,
                id,
                now,
                answered.headerCommitment(),
                requestRoot,
                octets(32),
                octets(32),
                octets(32),
                period,
                answered.seal(periodKey, RecordType.RELEASE, id),
                LogRecord.UNSIGNED)
            .signed(logKey);
    return Stream.of(request.leaf(), release.leaf());
  }

  private Header header(ExchangeId id, Instant now) {
    return Header.convert(
        octets(32),
        id,
        INQUIRER,
        PROVIDER,
        1,
        new LegalBasis(
            new ItemNumber("144"),
            new AffairId("disability-support-benefits"),
            new ProcedureNumber("1"),
            List.of(new InformationId("municipal-tax")),
            new SubjectRelation("applicant"),
            Optional.empty()),
        new Occasion(
            "障害福祉課", new CaseReference("bench/1"), new StaffPseudonym(octets(16).text()), false),
        Validity.of(now, Duration.ofMinutes(10)));
  }

  private Bytes octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return Bytes.of(octets);
  }
}
