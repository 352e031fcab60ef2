package jp.linkage.kit.person;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.StaffPseudonym;
import org.jspecify.annotations.Nullable;

/** The bulk enrolments and their lines, in the caller's transaction. */
@ApplicationScoped
class PersonImportRows {
  private final EntityManager entities;

  PersonImportRows(EntityManager entities) {
    this.entities = entities;
  }

  /** A line that was dealt with. */
  record Line(
      int number,
      Optional<String> addresseeNumber,
      String outcome,
      Optional<String> column,
      Optional<String> detail) {}

  /** How far an import is. */
  record Progress(
      UUID id,
      String state,
      Optional<String> reason,
      int lines,
      Map<String, Long> outcomes,
      Instant startedAt,
      Instant progressAt) {}

  void start(UUID id, int lines, boolean compare, StaffPseudonym staff) {
    entities
        .createNativeQuery(
            """
            INSERT INTO person_import (id, state, compare, lines, staff, started_at, progress_at)
            VALUES (:id, 'running', :compare, :lines, :staff, now(), now())
            """)
        .setParameter("id", id)
        .setParameter("compare", compare)
        .setParameter("lines", lines)
        .setParameter("staff", staff.value())
        .executeUpdate();
  }

  void add(UUID id, Line line) {
    entities
        .createNativeQuery(
            """
            INSERT INTO person_import_line (import_id, line, addressee_no, outcome, "column", detail)
            VALUES (:id, :line, :number, :outcome, :column, :detail)
            """)
        .setParameter("id", id)
        .setParameter("line", line.number())
        .setParameter("number", line.addresseeNumber().orElse(null))
        .setParameter("outcome", line.outcome())
        .setParameter("column", line.column().orElse(null))
        .setParameter("detail", line.detail().orElse(null))
        .executeUpdate();
  }

  void progress(UUID id) {
    entities
        .createNativeQuery("UPDATE person_import SET progress_at = now() WHERE id = :id")
        .setParameter("id", id)
        .executeUpdate();
  }

  void end(UUID id, String state, Optional<String> reason) {
    entities
        .createNativeQuery(
            """
            UPDATE person_import SET state = :state, reason = :reason, progress_at = now()
            WHERE id = :id
            """)
        .setParameter("state", state)
        .setParameter("reason", reason.orElse(null))
        .setParameter("id", id)
        .executeUpdate();
  }

  Optional<Progress> find(UUID id) {
    List<?> found =
        entities
            .createNativeQuery(
                "SELECT state, reason, lines, started_at, progress_at FROM person_import"
                    + " WHERE id = :id",
                Object[].class)
            .setParameter("id", id)
            .getResultList();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    @Nullable Object[] row = (Object[]) found.getFirst();
    var outcomes = new LinkedHashMap<String, Long>();
    for (Object counted :
        entities
            .createNativeQuery(
                "SELECT outcome, count(*) FROM person_import_line WHERE import_id = :id"
                    + " GROUP BY outcome ORDER BY outcome",
                Object[].class)
            .setParameter("id", id)
            .getResultList()) {
      Object[] pair = (Object[]) counted;
      outcomes.put((String) pair[0], ((Number) pair[1]).longValue());
    }
    return Optional.of(
        new Progress(
            id,
            String.valueOf(row[0]),
            Optional.ofNullable((String) row[1]),
            ((Number) require(row[2])).intValue(),
            outcomes,
            (Instant) require(row[3]),
            (Instant) require(row[4])));
  }

  /** The lines after one, in order. */
  List<Line> lines(UUID id, int after, int limit) {
    List<?> found =
        entities
            .createNativeQuery(
                """
                SELECT line, addressee_no, outcome, "column", detail FROM person_import_line
                WHERE import_id = :id AND line > :after ORDER BY line
                """,
                Object[].class)
            .setParameter("id", id)
            .setParameter("after", after)
            .setMaxResults(limit)
            .getResultList();
    return found.stream().map(row -> line((Object[]) row)).toList();
  }

  private static Line line(@Nullable Object[] row) {
    return new Line(
        ((Number) require(row[0])).intValue(),
        Optional.ofNullable((String) row[1]),
        String.valueOf(row[2]),
        Optional.ofNullable((String) row[3]),
        Optional.ofNullable((String) row[4]));
  }

  private static Object require(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("a column that is never null");
    }
    return value;
  }
}
