package jp.linkage.audit.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.WireUuid;

/** Persons whom an office opened in a case. */
@ApplicationScoped
public class CasePersonRows {
  private static final String INSERT =
      """
      insert into case_person (case_id, lid, exchange_id, item_index, opened_by, opened_at)
      select case_id, ?, ?, ?, ?, ? from audit_case
      where case_id = ? and closed_at is null and expires_at > ?
      """;
  private static final String SELECT =
      """
      select p.lid from case_person p join audit_case c using (case_id)
      where p.handle = ? and c.auditor = ? and c.agency is not distinct from ?
        and c.closed_at is null and c.expires_at > ?
      """;

  private final Transactions transactions;

  CasePersonRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /**
   * Opens the persons of a READLOG, if it names a case of an auditor's that has not ended. The
   * caller has verified the office's signature over the header, and the log has acknowledged the
   * record.
   *
   * @param rejected the items that are nobody's
   */
  public void open(
      Connection connection,
      Header readLog,
      List<SubjectId> lids,
      Set<Integer> rejected,
      Instant now)
      throws SQLException {
    Optional<UUID> id = caseId(readLog.occasion().caseReference().value());
    if (id.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (int i = 0; i < lids.size(); i++) {
        if (!rejected.contains(i)) {
          Parameters.set(
              insert,
              Bytes.of(lids.get(i).bytes()),
              readLog.exchangeId().value(),
              i,
              readLog.agency().value(),
              now,
              id.get(),
              now);
          insert.addBatch();
        }
      }
      insert.executeBatch();
    }
  }

  private static Optional<UUID> caseId(String reference) {
    if (!reference.startsWith(AuditCase.PREFIX)) {
      return Optional.empty();
    }
    try {
      return Optional.of(WireUuid.parse(reference.substring(AuditCase.PREFIX.length())));
    } catch (InvalidMessage e) {
      // an agency may name its own cases as it likes
      return Optional.empty();
    }
  }

  /**
   * Whose handle it is; the log pseudonym, which goes no further than the next statement.
   *
   * @return empty if there is none, if it is another auditor's or of another scope, or if the case
   *     has ended
   */
  public Optional<Bytes> find(Viewed view, UUID handle, Instant now) {
    return transactions.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(SELECT)) {
        Parameters.set(
            select,
            handle,
            CaseRows.pseudonym(view.auditor()),
            CaseRows.agency(view.auditor()),
            now);
        try (ResultSet row = select.executeQuery()) {
          return row.next() ? Optional.of(Bytes.of(row.getBytes(1))) : Optional.empty();
        }
      }
    });
  }
}
