package jp.linkage.kit.record;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.receipt.LogReceipt;

/** The rows of the record. */
final class ExchangeRecordRows {
  // One statement, as each is a round trip in the middle of an exchange.
  private static final String RECORD =
      """
      WITH record AS (
        INSERT INTO exchange_record
          (exchange_id, role, inquirer, provider, organisation, item_number, affair, procedure,
           information, subject_relation, case_reference, staff, non_disclosure, requested_at,
           provided_at, outcome, topic_id, request_offset, release_offset)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (exchange_id, role) DO UPDATE SET
          provided_at = excluded.provided_at, outcome = excluded.outcome,
          topic_id = excluded.topic_id, request_offset = excluded.request_offset,
          release_offset = excluded.release_offset
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
      OptionalLong releaseOffset) {
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
        releaseOffset,
        subjects.stream()
            .map(subject -> subject.addresseeNumber().map(AddresseeNumber::value).orElse(null))
            .toList(),
        subjects.stream().map(RecordExchange.Subject::outcome).toList());
  }
}
