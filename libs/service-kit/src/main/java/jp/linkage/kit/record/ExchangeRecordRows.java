package jp.linkage.kit.record;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.receipt.LogReceipt;
import org.jspecify.annotations.Nullable;

/** The rows of the record. */
@ApplicationScoped
class ExchangeRecordRows {
  private final EntityManager entities;

  ExchangeRecordRows(EntityManager entities) {
    this.entities = entities;
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
    entities
        .createNativeQuery(
            """
            INSERT INTO exchange_record
              (exchange_id, role, inquirer, provider, organisation, item_number, affair, procedure,
               information, subject_relation, case_reference, staff, non_disclosure, requested_at,
               provided_at, outcome, topic_id, request_offset, release_offset)
            VALUES (:id, :role, :inquirer, :provider, :organisation, :item, :affair, :procedure,
               string_to_array(:information, ','), :relation, :case, :staff, :nonDisclosure,
               :requested, CAST(:provided AS timestamptz), :outcome, CAST(:topic AS uuid),
               CAST(:request AS bigint), CAST(:release AS bigint))
            ON CONFLICT (exchange_id, role) DO UPDATE SET
              provided_at = excluded.provided_at, outcome = excluded.outcome,
              topic_id = excluded.topic_id, request_offset = excluded.request_offset,
              release_offset = excluded.release_offset
            """)
        .setParameter("id", id)
        .setParameter("role", role.value())
        .setParameter("inquirer", header.fromNamespace().value())
        .setParameter("provider", header.toNamespace().value())
        .setParameter("organisation", header.occasion().organisation())
        .setParameter("item", basis.itemNumber().value())
        .setParameter("affair", basis.affair().value())
        .setParameter("procedure", basis.procedure().value())
        .setParameter(
            "information",
            String.join(",", basis.information().stream().map(InformationId::value).toList()))
        .setParameter("relation", basis.subjectRelation().value())
        .setParameter("case", header.occasion().caseReference().value())
        .setParameter("staff", header.occasion().staff().value())
        .setParameter("nonDisclosure", header.occasion().nonDisclosure())
        .setParameter("requested", header.requestedAt())
        .setParameter("provided", text(providedAt))
        .setParameter("outcome", outcome)
        .setParameter("topic", text(requestReceipt.map(LogReceipt::topicId)))
        .setParameter("request", text(requestReceipt.map(LogReceipt::offset)))
        .setParameter(
            "release", releaseOffset.isPresent() ? String.valueOf(releaseOffset.getAsLong()) : null)
        .executeUpdate();
    for (int i = 0; i < subjects.size(); i++) {
      subject(id, role, i, subjects.get(i));
    }
  }

  private void subject(
      UUID id, RecordExchange.Role role, int position, RecordExchange.Subject subject) {
    entities
        .createNativeQuery(
            """
            INSERT INTO exchange_record_subject (exchange_id, role, position, addressee_no, outcome)
            VALUES (:id, :role, :position, :number, :outcome)
            ON CONFLICT (exchange_id, role, position) DO UPDATE SET
              addressee_no = excluded.addressee_no, outcome = excluded.outcome
            """)
        .setParameter("id", id)
        .setParameter("role", role.value())
        .setParameter("position", position)
        .setParameter("number", subject.addresseeNumber().map(AddresseeNumber::value).orElse(null))
        .setParameter("outcome", subject.outcome())
        .executeUpdate();
  }

  private static @Nullable String text(Optional<?> value) {
    return value.map(String::valueOf).orElse(null);
  }
}
