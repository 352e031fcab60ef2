package jp.linkage.tax.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.tax.assessment.AssessmentContent;
import jp.linkage.tax.assessment.AssessmentKey;
import jp.linkage.tax.assessment.StoredContent;
import jp.linkage.tax.file.AssessmentLine;

/**
 * The lines of a file between their check and their application; many at a time, so in plain SQL.
 */
@ApplicationScoped
class StagedLines {
  private static final String STAGE =
      """
      insert into import_line (import_id, line, accepted, addressee_no, fiscal_year, tax_status,
          address_on_january_1, figures)
      values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      """;

  // Two lines say something of the same person and year: neither can be trusted. The first one
  // names the second, all others name the first.
  private static final String REJECT_DUPLICATES =
      """
      with ranked as (
        select line, count(*) over same as lines,
            case when row_number() over ordered = 1
                then lead(line) over ordered else first_value(line) over ordered end as other_line
        from import_line where import_id = ? and addressee_no is not null
        window same as (partition by addressee_no, fiscal_year),
            ordered as (partition by addressee_no, fiscal_year order by line)
      ), duplicate as (
        select line, other_line from ranked where lines > 1
      ), rejected as (
        update import_line set accepted = false from duplicate
        where import_id = ? and import_line.line = duplicate.line and accepted
        returning import_line.line
      ), reported as (
        insert into import_fault (import_id, line, position, kind, expected, expected_ja, other_line)
        select ?, line, %d, 'duplicate', 'one line for each person and fiscal year',
            '同じ宛名番号・課税年度は1行だけ', other_line
        from duplicate order by line limit ?
      )
      select (select count(*) from rejected), (select count(*) from duplicate)
      """
          .formatted(ImportFaults.AFTER_ALL_COLUMNS);

  // A content that is on record already makes no revision
  private static final String APPLY =
      """
      with batch as (
        select line, addressee_no, fiscal_year, tax_status, address_on_january_1, figures
        from import_line where import_id = ? and accepted and line > ? order by line limit ?
      ), changed as (
        select batch.*, coalesce(latest.revision, 0) as revision
        from batch left join lateral (
          select revision, tax_status, address_on_january_1, figures from assessment_revision r
          where r.addressee_no = batch.addressee_no and r.fiscal_year = batch.fiscal_year
          order by revision desc limit 1) latest on true
        where (latest.tax_status, latest.address_on_january_1, latest.figures)
            is distinct from (batch.tax_status, batch.address_on_january_1, batch.figures)
      ), appended as (
        insert into assessment_revision (addressee_no, fiscal_year, revision, tax_status,
            address_on_january_1, figures, reason, recorded_by, import_id)
        select addressee_no, fiscal_year, revision + 1, tax_status, address_on_january_1, figures,
            case revision when 0 then 'initial' else 'correction' end, ?, ?
        from changed
        returning revision
      )
      select (select coalesce(max(line), 0) from batch), (select count(*) from batch),
          count(*) filter (where revision = 1), count(*) filter (where revision > 1)
      from appended
      """;

  private final DataSource database;

  StagedLines(DataSource database) {
    this.database = database;
  }

  /**
   * What the search for duplicates found.
   *
   * @param rejected lines that were accepted before
   * @param faults lines that are duplicates, of which some were rejected before
   */
  record Duplicates(int rejected, int faults) {}

  /** Stages checked lines; of a wrong one, only whose it is. */
  void stage(UUID importId, List<AssessmentLine> lines) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(STAGE)) {
      statement.setObject(1, importId);
      for (AssessmentLine line : lines) {
        switch (line) {
          case AssessmentLine.Accepted accepted ->
              bind(
                  statement,
                  line.number(),
                  Optional.of(accepted.key()),
                  Optional.of(accepted.content()));
          case AssessmentLine.Rejected rejected ->
              bind(statement, line.number(), rejected.key(), Optional.empty());
        }
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }

  private static void bind(
      PreparedStatement statement,
      int line,
      Optional<AssessmentKey> key,
      Optional<AssessmentContent> content)
      throws SQLException {
    statement.setInt(2, line);
    statement.setBoolean(3, content.isPresent());
    statement.setObject(4, key.map(k -> k.addressee().value()).orElse(null), Types.VARCHAR);
    statement.setObject(5, key.map(k -> k.fiscalYear().value()).orElse(null), Types.INTEGER);
    statement.setObject(6, content.map(c -> c.status().id()).orElse(null), Types.VARCHAR);
    statement.setObject(7, content.map(c -> c.address().id()).orElse(null), Types.VARCHAR);
    statement.setObject(
        8, content.map(c -> StoredContent.figures(c.figures())).orElse(null), Types.VARCHAR);
  }

  /**
   * Rejects and reports all lines that are about the same person and year as another one.
   *
   * @param kept how many faults may still be kept
   */
  Duplicates rejectDuplicates(UUID importId, int kept) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(REJECT_DUPLICATES)) {
      statement.setObject(1, importId);
      statement.setObject(2, importId);
      statement.setObject(3, importId);
      statement.setInt(4, kept);
      try (var counts = statement.executeQuery()) {
        counts.next();
        return new Duplicates(counts.getInt(1), counts.getInt(2));
      }
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }

  /** Makes the next accepted lines revisions, in the transaction of the caller. */
  AppliedBatch apply(UUID importId, int after, int limit, StaffPseudonym requestedBy) {
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(APPLY)) {
      statement.setObject(1, importId);
      statement.setInt(2, after);
      statement.setInt(3, limit);
      statement.setString(4, requestedBy.value());
      statement.setObject(5, importId);
      try (var counts = statement.executeQuery()) {
        counts.next();
        return new AppliedBatch(
            counts.getInt(1), counts.getInt(2), counts.getInt(3), counts.getInt(4));
      }
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }
}
