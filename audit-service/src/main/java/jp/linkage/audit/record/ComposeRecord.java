package jp.linkage.audit.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.audit.period.PeriodKey;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewQuery;
import jp.linkage.protocol.receipt.ViewReason;
import jp.linkage.protocol.receipt.ViewRecord;

/** Composes records. Each carries salts of its own, so that no two show the same commitment. */
@ApplicationScoped
public class ComposeRecord {
  private static final int SALT = 32;

  private final AuditKeys keys;

  ComposeRecord(AuditKeys keys) {
    this.keys = keys;
  }

  /**
   * What A asked for.
   *
   * @param conversionRoot exactly for REQUEST and ENROL
   * @param subjectRoot exactly where there are lids
   */
  public record Asked(
      Header header,
      SignedAssertion assertion,
      Bytes requestRoot,
      Optional<Bytes> conversionRoot,
      Optional<Bytes> subjectRoot) {}

  /**
   * The record of an exchange, or of its denial.
   *
   * @param lids of all items; none when the gateway denied
   * @param rejected the items whose lid is not in the registry
   * @param reason exactly for DENY
   */
  public ExchangeRecord exchange(
      String log,
      RecordType type,
      Asked asked,
      List<SubjectId> lids,
      List<Integer> rejected,
      Optional<String> reason,
      PeriodKey key,
      Instant now) {
    Header header = asked.header();
    List<Bytes> pseudonyms = lids.stream().map(lid -> Bytes.of(lid.bytes())).toList();
    RecordDetails details =
        new RecordDetails(
            Bytes.of(header.bytes()), salt(), pseudonyms, rejected, reason, Optional.empty());
    return new ExchangeRecord(
            log,
            type,
            header.exchangeId(),
            WireInstant.millis(now),
            details.headerCommitment(),
            asked.assertion().hash(),
            asked.requestRoot(),
            asked.conversionRoot(),
            asked.subjectRoot(),
            details.subjectCommitments(),
            key.period(),
            key.seal(type, header.exchangeId(), details),
            LogRecord.UNSIGNED)
        .signed(keys.logKey());
  }

  /**
   * What B answered.
   *
   * @param assertion σ_B
   */
  public record Answered(
      Header header,
      SignedAssertion assertion,
      Bytes requestRoot,
      Bytes answersRoot,
      Bytes outcomes,
      List<AnswerStatus> statuses) {}

  /** The record that an answer may be handed over. */
  public ReleaseRecord release(String log, Answered answered, PeriodKey key, Instant now) {
    Header header = answered.header();
    RecordDetails details =
        new RecordDetails(
            Bytes.of(header.bytes()),
            salt(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.of(answered.statuses()));
    return new ReleaseRecord(
            log,
            header.exchangeId(),
            WireInstant.millis(now),
            details.headerCommitment(),
            answered.requestRoot(),
            answered.answersRoot(),
            answered.outcomes(),
            answered.assertion().hash(),
            key.period(),
            key.seal(RecordType.RELEASE, header.exchangeId(), details),
            LogRecord.UNSIGNED)
        .signed(keys.logKey());
  }

  /**
   * What an auditor is about to see.
   *
   * @param agency the one that an agency's auditor is bound to
   */
  public record Looked(
      StaffPseudonym auditor, Optional<AgencyId> agency, ViewQuery query, ViewReason reason) {}

  /** The record that an auditor looks into the log. */
  public ViewRecord view(String log, Looked looked, PeriodKey key, Instant now) {
    UUID viewId = UUID.randomUUID();
    ViewDetails details =
        new ViewDetails(salt(), looked.auditor(), looked.agency(), looked.query(), looked.reason());
    return new ViewRecord(
            log,
            viewId,
            WireInstant.millis(now),
            details.auditorCommitment(),
            details.queryCommitment(),
            details.reasonCommitment(),
            key.period(),
            key.seal(viewId, details),
            LogRecord.UNSIGNED)
        .signed(keys.logKey());
  }

  /**
   * A month whose key was destroyed.
   *
   * @param entries records of it that nobody can open any more
   * @param held records whose openings a legal hold keeps
   */
  public record DestroyedKey(YearMonth period, long entries, long held) {}

  /** The record that a manifest took effect. */
  public ConfigRecord config(String log, Bytes manifest, Instant now) {
    return new ConfigRecord(log, WireInstant.millis(now), manifest, LogRecord.UNSIGNED)
        .signed(keys.logKey());
  }

  /** The record that the key of a month was destroyed. */
  public KeyRecord destroyed(String log, DestroyedKey key, Instant now) {
    return new KeyRecord(
            log,
            WireInstant.millis(now),
            key.period().toString(),
            key.entries(),
            key.held(),
            LogRecord.UNSIGNED)
        .signed(keys.logKey());
  }

  private static Bytes salt() {
    return Bytes.of(SecretBytes.random(SALT).toByteArray());
  }
}
