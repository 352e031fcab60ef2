package jp.linkage.local.verify.database;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.RecordDetails;
import jp.linkage.protocol.receipt.ReleaseRecord;
import jp.linkage.protocol.receipt.ViewDetails;
import jp.linkage.protocol.receipt.ViewRecord;

/**
 * Opens what a record hides: with the key of its month, or, after that was destroyed, from what a
 * legal hold keeps of the record (docs/spec/audit-log.md §13). Whatever does not open the record's
 * commitments is refused.
 */
final class OpenLeaf {
  /** What can be said of a record's hidden part. */
  enum Reading {
    /** It was opened. */
    OPENED,
    /** Nobody can open it, as its month's key was destroyed and nothing was held. */
    DESTROYED,
    /** The auditor was given no keys. */
    WITHOUT_KEY,
    /** The record hides nothing. */
    NOTHING_HIDDEN
  }

  /** Details where they were opened, and none otherwise. */
  record Opening<T>(Reading reading, Optional<T> details) {
    /** What the details are read as. */
    <U> Opening<U> map(Function<T, U> read) {
      return new Opening<>(reading, details.map(read));
    }
  }

  private final OpeningKeys keys;

  OpenLeaf(OpeningKeys keys) {
    this.keys = keys;
  }

  /**
   * The record at this place.
   *
   * @param held what a hold keeps of it, still sealed
   * @throws ProtocolViolation if it was not sealed for this record under the key of its month
   * @throws InvalidMessage if what was sealed are not details
   */
  Opening<RecordDetails> open(long index, ExchangeRecord record, Optional<byte[]> held) {
    return open(
        record.period(),
        key -> RecordDetails.open(key, record),
        () ->
            opened(
                index,
                held,
                RecordDetails::parse,
                details ->
                    details.headerCommitment().equals(record.header())
                        && details.subjectCommitments().equals(record.subjects())));
  }

  /** The same for a release. */
  Opening<RecordDetails> open(long index, ReleaseRecord record, Optional<byte[]> held) {
    return open(
        record.period(),
        key -> RecordDetails.open(key, record),
        () ->
            opened(
                index,
                held,
                RecordDetails::parse,
                details ->
                    details.headerCommitment().equals(record.header())
                        && details.lids().isEmpty()));
  }

  /** The same for an auditor's VIEW. */
  Opening<ViewDetails> open(long index, ViewRecord record, Optional<byte[]> held) {
    return open(
        record.period(),
        key -> ViewDetails.open(key, record),
        () -> opened(index, held, ViewDetails::parse, details -> details.opens(record)));
  }

  /** What is held. */
  @FunctionalInterface
  private interface Held<T> {
    Optional<T> opened();
  }

  private <T> Opening<T> open(String period, Function<Aead, T> withKey, Held<T> held) {
    if (!keys.given()) {
      return new Opening<>(Reading.WITHOUT_KEY, Optional.empty());
    }
    Aead month = keys.months().get(period);
    Optional<T> details = month == null ? held.opened() : Optional.of(withKey.apply(month));
    return new Opening<>(details.isPresent() ? Reading.OPENED : Reading.DESTROYED, details);
  }

  // One that does not open its record is a difference of its own, and the record none the worse.
  private <T> Optional<T> opened(
      long index, Optional<byte[]> sealed, Function<byte[], T> parse, Predicate<T> opens) {
    try {
      return sealed.flatMap(octets -> keys.held(index, octets)).map(parse).filter(opens);
    } catch (ProtocolViolation | InvalidMessage _) {
      return Optional.empty();
    }
  }
}
