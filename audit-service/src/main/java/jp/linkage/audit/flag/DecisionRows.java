package jp.linkage.audit.flag;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.flag.FlagFilter.FlagSelect;
import jp.linkage.audit.view.AuditScope;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;

/** Decisions about flags; none is overwritten. */
@ApplicationScoped
class DecisionRows {
  // the newest decision of an auditor says who has the last word
  private static final String SELECT =
      """
      select f.version, f.agency,
        (select d.agency is null from flag_decision d
          where d.flag_id = f.flag_id and d.auditor is not null order by d.version desc limit 1)
      from flag f
      """;
  private static final String UPDATE =
      """
      update flag set state = ?, version = version + 1, version_observed = observed
      where flag_id = ? returning version, observed
      """;
  private static final String INSERT =
      """
      insert into flag_decision (flag_id, version, state, auditor, agency, reason, observed,
        decided_at, leaf_index)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** What came of it. */
  sealed interface Outcome {
    /** Decided. */
    record Done() implements Outcome {}

    /** There is none that the auditor may see. */
    record NotThere() implements Outcome {}

    /** Another version is the current one. */
    record Changed(int version) implements Outcome {}

    /** Others decide about it. */
    record OthersDecide(String why) implements Outcome {}
  }

  private final Transactions transactions;

  DecisionRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Decides, if the flag has still the version that the auditor has seen. */
  Outcome decide(Viewed view, UUID id, DecisionBody.Understood decision, Instant now) {
    return transactions.inTransaction(connection -> {
      FlagSelect select = FlagSelect.within(view.scope()).and("f.flag_id = ?", id);
      int version;
      Optional<String> agency;
      boolean byAuditorOfAll;
      try (PreparedStatement statement =
          connection.prepareStatement(SELECT + select.where() + " for update")) {
        Parameters.set(statement, select.values());
        try (ResultSet row = statement.executeQuery()) {
          if (!row.next()) {
            return new Outcome.NotThere();
          }
          version = row.getInt(1);
          agency = Optional.ofNullable(row.getString(2));
          byAuditorOfAll = row.getBoolean(3);
        }
      }
      if (view.scope() instanceof AuditScope.OwnAgency(var own)) {
        if (!agency.equals(Optional.of(own.value()))) {
          return new Outcome.OthersDecide("a flag of another agency");
        }
        if (byAuditorOfAll) {
          return new Outcome.OthersDecide("an auditor of all agencies has decided");
        }
      }
      if (version != decision.version()) {
        return new Outcome.Changed(version);
      }
      save(connection, view, id, decision, now);
      return new Outcome.Done();
    });
  }

  private static void save(
      Connection connection, Viewed view, UUID id, DecisionBody.Understood decision, Instant now)
      throws SQLException {
    int version;
    long observed;
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      Parameters.set(update, decision.state().text(), id);
      try (ResultSet row = update.executeQuery()) {
        row.next();
        version = row.getInt(1);
        observed = row.getLong(2);
      }
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      Parameters.set(
          insert,
          id,
          version,
          decision.state().text(),
          view.auditor().pseudonym().value(),
          view.scope().ownAgency().map(agency -> agency.value()),
          decision.reason(),
          observed,
          now,
          view.leafIndex());
      insert.executeUpdate();
    }
  }
}
