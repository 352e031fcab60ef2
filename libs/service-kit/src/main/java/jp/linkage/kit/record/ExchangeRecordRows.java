package jp.linkage.kit.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.kit.receipt.KeptReceipt;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.receipt.LogReceipt;

/** The rows of the record. */
final class ExchangeRecordRows {
  // One statement, as each is a round trip in the middle of an exchange. What the log promised
  // stays: a denial that comes later is signed by nobody.
  private static final String RECORD =
      """
      WITH record AS (
        INSERT INTO exchange_record
          (exchange_id, role, inquirer, provider, organisation, item_number, affair, procedure,
           information, subject_relation, case_reference, staff, non_disclosure, requested_at,
           provided_at, outcome, topic_id, request_offset, release_offset, receipts)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (exchange_id, role) DO UPDATE SET
          provided_at = excluded.provided_at, outcome = excluded.outcome,
          topic_id = coalesce(excluded.topic_id, exchange_record.topic_id),
          request_offset = coalesce(excluded.request_offset, exchange_record.request_offset),
          release_offset = coalesce(excluded.release_offset, exchange_record.release_offset),
          receipts = array_cat(exchange_record.receipts, excluded.receipts)
        RETURNING exchange_id, role)
      INSERT INTO exchange_record_subject (exchange_id, role, position, addressee_no, outcome)
      SELECT exchange_id, role, position - 1, addressee_no, outcome
      FROM record, unnest(?::text[], ?::text[]) WITH ORDINALITY AS subject (addressee_no, outcome, position)
      ON CONFLICT (exchange_id, role, position) DO UPDATE SET
        addressee_no = excluded.addressee_no, outcome = excluded.outcome
      """;

  private ExchangeRecordRows() {}

  static Command<Integer> record(
      RecordExchange.Role role,
      Header header,
      List<RecordExchange.Subject> subjects,
      Optional<Instant> providedAt,
      String outcome,
      Optional<LogReceipt> requestReceipt,
      Optional<LogReceipt> releaseReceipt,
      boolean keepReceipts) {
    LegalBasis basis =
        header.basis().orElseThrow(() -> new IllegalArgumentException("expected a CONVERT"));
    return Command.change(
        RECORD,
        header.exchangeId().value(),
        role.value(),
        header.fromNamespace().value(),
        header.toNamespace().value(),
        header.occasion().organisation(),
        basis.itemNumber().value(),
        basis.affair().value(),
        basis.procedure().value(),
        basis.information().stream().map(InformationId::value).toList(),
        basis.subjectRelation().value(),
        header.occasion().caseReference().value(),
        header.occasion().staff().value(),
        header.occasion().nonDisclosure(),
        header.requestedAt(),
        providedAt,
        outcome,
        requestReceipt.map(LogReceipt::topicId),
        requestReceipt.map(LogReceipt::offset),
        releaseReceipt.map(LogReceipt::offset),
        keepReceipts ? kept(requestReceipt, releaseReceipt) : Optional.empty(),
        subjects.stream()
            .map(subject -> subject.addresseeNumber().map(AddresseeNumber::value).orElse(null))
            .toList(),
        subjects.stream().map(RecordExchange.Subject::outcome).toList());
  }

  private static Optional<byte[][]> kept(
      Optional<LogReceipt> requestReceipt, Optional<LogReceipt> releaseReceipt) {
    byte[][] receipts =
        Stream.concat(requestReceipt.stream(), releaseReceipt.stream())
            .map(KeptReceipt::of)
            .toArray(byte[][]::new);
    return receipts.length == 0 ? Optional.empty() : Optional.of(receipts);
  }
}
