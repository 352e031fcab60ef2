package jp.linkage.audit.disclosure;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.disclosure.AuditCase.OpenedPerson;
import jp.linkage.audit.view.Auditor;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.kit.schedule.Expiring;

/** The cases. Each is its auditor's, in the scope in which it was opened. */
@ApplicationScoped
class CaseRows implements Expiring {
  private static final int MAX = 500;

  private static final String INSERT =
      """
      insert into audit_case (case_id, auditor, agency, leaf_index, opened_at, expires_at)
      values (?, ?, ?, ?, ?, ?)
      """;
  private static final String SELECT =
      """
      select case_id, opened_at, expires_at, closed_at from audit_case
      where auditor = ? and agency is not distinct from ? and (?::uuid is null or case_id = ?)
      order by opened_at desc, case_id limit ?
      """;
  private static final String SELECT_PERSONS =
      """
      select handle, opened_by, exchange_id, item_index, opened_at from case_person
      where case_id = ? order by opened_at, exchange_id, item_index
      """;
  private static final String CLOSE =
      """
      update audit_case set closed_at = ?
      where auditor = ? and agency is not distinct from ? and case_id = ? and closed_at is null
      """;
  private static final String FORGET =
      """
      delete from case_person p using audit_case c
      where c.case_id = p.case_id and (c.closed_at is not null or c.expires_at <= ?)
      """;

  private final Transactions transactions;

  CaseRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Opens a case for whoever looked. */
  UUID open(Viewed view, Instant now, Instant expiresAt) {
    UUID id = UUID.randomUUID();
    transactions.inTransaction(connection ->
        update(
            connection,
            INSERT,
            id,
            pseudonym(view.auditor()),
            agency(view.auditor()),
            view.leafIndex(),
            now,
            expiresAt));
    return id;
  }

  /** The auditor's own cases, the newest first; or one. */
  List<AuditCase> find(Viewed view, Optional<UUID> one) {
    return transactions.read(connection -> {
      List<AuditCase> cases = new ArrayList<>();
      try (PreparedStatement select = connection.prepareStatement(SELECT)) {
        Parameters.set(select, pseudonym(view.auditor()), agency(view.auditor()), one, one, MAX);
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            UUID id = row.getObject(1, UUID.class);
            cases.add(
                new AuditCase(
                    id,
                    AuditCase.PREFIX + id,
                    instant(row, 2),
                    instant(row, 3),
                    Optional.ofNullable(row.getObject(4, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                    persons(connection, id)));
          }
        }
      }
      return cases;
    });
  }

  private static List<OpenedPerson> persons(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT_PERSONS)) {
      Parameters.set(select, id);
      List<OpenedPerson> persons = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          persons.add(
              new OpenedPerson(
                  row.getObject(1, UUID.class),
                  row.getString(2),
                  row.getObject(3, UUID.class),
                  row.getInt(4),
                  instant(row, 5)));
        }
      }
      return persons;
    }
  }

  /** Ends an own case, and forgets its persons at once; false if there is none that is open. */
  boolean close(Viewed view, UUID id, Instant now) {
    return transactions.inTransaction(connection -> {
      boolean closed =
          update(connection, CLOSE, now, pseudonym(view.auditor()), agency(view.auditor()), id)
              == 1;
      update(connection, FORGET, now);
      return closed;
    });
  }

  @Override
  public void forget(Instant now) {
    transactions.inTransaction(connection -> update(connection, FORGET, now));
  }

  static String pseudonym(Auditor auditor) {
    return auditor.pseudonym().value();
  }

  static Optional<String> agency(Auditor auditor) {
    return auditor.scope().ownAgency().map(agency -> agency.value());
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, values);
      return statement.executeUpdate();
    }
  }
}
