package jp.linkage.audit.period;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import jp.linkage.audit.config.AuditKeys;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.ConfigRecord;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.KeyRecord;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;
import org.jboss.logging.Logger;

/**
 * Opens what records hide: with the key of their month, or, after that was destroyed, from what a
 * legal hold keeps of a single record.
 */
@ApplicationScoped
public class Openings {
  private static final Logger LOG = Logger.getLogger(Openings.class);

  private final PeriodKeys periodKeys;
  private final HeldOpeningRows held;
  private final AuditKeys keys;

  Openings(PeriodKeys periodKeys, HeldOpeningRows held, AuditKeys keys) {
    this.periodKeys = periodKeys;
    this.held = held;
    this.keys = keys;
  }

  /**
   * What the record at this place hides; empty once it was destroyed.
   *
   * @throws ProtocolViolation if it was not sealed for this record
   * @throws InvalidMessage if what was sealed are not details
   */
  public Optional<RecordDetails> of(long index, ExchangeRecord record) {
    Optional<PeriodKey> key = periodKeys.find(record.period());
    return key.isPresent()
        ? Optional.of(key.get().open(record))
        : held(
            index,
            RecordDetails::parse,
            details ->
                details.headerCommitment().equals(record.header())
                    && details.subjectCommitments().equals(record.subjects()));
  }

  /** The same for a release. */
  public Optional<RecordDetails> of(long index, ReleaseRecord record) {
    Optional<PeriodKey> key = periodKeys.find(record.period());
    return key.isPresent()
        ? Optional.of(key.get().open(record))
        : held(
            index,
            RecordDetails::parse,
            details -> details.headerCommitment().equals(record.header()));
  }

  /** The same for an auditor's VIEW. */
  public Optional<ViewDetails> of(long index, ViewRecord record) {
    Optional<PeriodKey> key = periodKeys.find(record.period());
    return key.isPresent()
        ? Optional.of(key.get().open(record))
        : held(index, ViewDetails::parse, details -> details.opens(record));
  }

  /**
   * What a hold keeps of a record, for {@code held_opening}.
   *
   * @return sealed for this place; empty if the record hides nothing, or cannot be opened
   */
  public Optional<Bytes> toHold(long index, Bytes leaf) {
    return details(index, LogRecord.parse(leaf.toArray()))
        .map(details -> Bytes.of(keys.periodMaster().seal(details.bytes(), associated(index))));
  }

  private Optional<? extends WireMessage> details(long index, LogRecord record) {
    return switch (record) {
      case ExchangeRecord exchange -> of(index, exchange);
      case ReleaseRecord release -> of(index, release);
      case ViewRecord view -> of(index, view);
      case ConfigRecord _, KeyRecord _ -> Optional.empty();
    };
  }

  private <T> Optional<T> held(long index, Function<byte[], T> parse, Predicate<T> opens) {
    Optional<Bytes> sealed = held.find(index);
    if (sealed.isEmpty()) {
      return Optional.empty();
    }
    try {
      T details = parse.apply(keys.periodMaster().open(sealed.get().toArray(), associated(index)));
      if (opens.test(details)) {
        return Optional.of(details);
      }
    } catch (ProtocolViolation | InvalidMessage e) {
      // told below; the record itself is none the worse
    }
    LOG.errorf("What is held of the record at offset %d does not open it", index);
    return Optional.empty();
  }

  private static byte[] associated(long index) {
    return ("held opening " + index).getBytes(US_ASCII);
  }
}
