package jp.linkage.kit.record;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import jp.linkage.kit.database.ChangeRows;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.receipt.LogReceipt;

/** The rows of the record. */
@ApplicationScoped
class ExchangeRecordRows {
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

  private final ChangeRows changeRows;

  ExchangeRecordRows(ChangeRows changeRows) {
    this.changeRows = changeRows;
  }

  void record(
      RecordExchange.Role role,
      Header header,
      List<RecordExchange.Subject> subjects,
      Optional<Instant> providedAt,
      String outcome,
      Optional<LogReceipt> requestReceipt,
      OptionalLong releaseOffset) {
    LegalBasis basis =
        header.basis().orElseThrow(() -> new IllegalArgumentException("expected a CONVERT"));
    UUID id = header.exchangeId().value();
    changeRows.run(
        RECORD,
        statement -> {
          Connection connection = statement.getConnection();
          statement.setObject(1, id);
          statement.setString(2, role.value());
          statement.setString(3, header.fromNamespace().value());
          statement.setString(4, header.toNamespace().value());
          statement.setString(5, header.occasion().organisation());
          statement.setString(6, basis.itemNumber().value());
          statement.setString(7, basis.affair().value());
          statement.setString(8, basis.procedure().value());
          statement.setArray(
              9,
              connection.createArrayOf(
                  "text", basis.information().stream().map(InformationId::value).toArray()));
          statement.setString(10, basis.subjectRelation().value());
          statement.setString(11, header.occasion().caseReference().value());
          statement.setString(12, header.occasion().staff().value());
          statement.setBoolean(13, header.occasion().nonDisclosure());
          statement.setObject(14, utc(header.requestedAt()));
          statement.setObject(
              15,
              providedAt.map(ExchangeRecordRows::utc).orElse(null),
              Types.TIMESTAMP_WITH_TIMEZONE);
          statement.setString(16, outcome);
          statement.setObject(
              17, requestReceipt.map(LogReceipt::topicId).orElse(null), Types.OTHER);
          statement.setObject(
              18, requestReceipt.map(LogReceipt::offset).orElse(null), Types.BIGINT);
          statement.setObject(
              19, releaseOffset.isPresent() ? releaseOffset.getAsLong() : null, Types.BIGINT);
          statement.setArray(
              20,
              connection.createArrayOf(
                  "text",
                  subjects.stream()
                      .map(subject ->
                          subject.addresseeNumber().map(AddresseeNumber::value).orElse(null))
                      .toArray()));
          statement.setArray(
              21,
              connection.createArrayOf(
                  "text", subjects.stream().map(RecordExchange.Subject::outcome).toArray()));
        });
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
