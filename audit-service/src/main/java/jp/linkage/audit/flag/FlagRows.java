package jp.linkage.audit.flag;

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
import jp.linkage.audit.flag.FlagAnswer.Decided;
import jp.linkage.audit.flag.FlagAnswer.RestsOn;
import jp.linkage.audit.flag.FlagFilter.FlagSelect;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.view.AuditScope;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;

/** Reads flags for auditors, each within his scope. */
@ApplicationScoped
class FlagRows {
  private static final String SELECT =
      """
      select f.flag_id, f.number, f.rule, f.severity, f.state, f.version, f.raised_at, f.changed_at,
        f.agency, f.staff, f.provider, f.organisation, f.logged_from, f.logged_to, f.observed,
        f.threshold, f.own_median, f.exchanges, f.explanation, c.version as configuration, c.hash,
        c.settings
      from flag f join flag_configuration c on c.hash = f.configuration
      """;
  private static final String EVIDENCE =
      """
      select leaf_index, exchange_id from flag_evidence where flag_id = ?
      order by leaf_index
      """;
  private static final String HISTORY =
      """
      select version, state, auditor, agency, reason, observed, decided_at, leaf_index
      from flag_decision where flag_id = ? order by version
      """;

  private final Transactions transactions;

  FlagRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A page of the flags that meet all conditions, the newest first. */
  FlagPage find(Viewed view, FlagFilter filter, Place place) {
    FlagSelect select = filter.select(view.scope());
    place.before().ifPresent(before -> select.and("f.number < ?", before));
    String sql = SELECT + select.where() + " order by f.number desc limit " + (place.limit() + 1);
    return transactions.read(connection -> {
      List<Flag> flags = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        Parameters.set(statement, select.values());
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            flags.add(flag(row));
          }
        }
      }
      boolean more = flags.size() > place.limit();
      List<Flag> page = more ? flags.subList(0, place.limit()) : flags;
      return new FlagPage(
          page, more ? Optional.of(page.getLast().number()) : Optional.empty(), view.logged());
    });
  }

  /** A flag with evidence and history, of one moment. */
  Optional<FlagAnswer> one(Viewed view, UUID id) {
    return transactions.inTransaction(connection -> {
      FlagSelect select = FlagSelect.within(view.scope()).and("f.flag_id = ?", id);
      // nobody decides, and nothing grows, between the three readings
      String sql = SELECT + select.where() + " for share of f";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        Parameters.set(statement, select.values());
        try (ResultSet row = statement.executeQuery()) {
          return row.next()
              ? Optional.of(
                  new FlagAnswer(
                      flag(row),
                      evidence(connection, id),
                      history(connection, view, id),
                      settings(view, row.getString("settings")),
                      view.logged()))
              : Optional.empty();
        }
      }
    });
  }

  /** They name pseudonyms of every agency. */
  private static Optional<String> settings(Viewed view, String settings) {
    return view.scope() instanceof AuditScope.AllAgencies
        ? Optional.of(settings)
        : Optional.empty();
  }

  private static List<RestsOn> evidence(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(EVIDENCE)) {
      Parameters.set(select, id);
      List<RestsOn> evidence = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          evidence.add(new RestsOn(row.getLong(1), row.getObject(2, UUID.class)));
        }
      }
      return evidence;
    }
  }

  private static List<Decided> history(Connection connection, Viewed view, UUID id)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HISTORY)) {
      Parameters.set(select, id);
      List<Decided> history = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Optional<String> auditor = Optional.ofNullable(row.getString(3));
          Optional<String> agency = Optional.ofNullable(row.getString(4));
          history.add(
              new Decided(
                  row.getInt(1),
                  row.getString(2),
                  auditor,
                  agency,
                  Optional.ofNullable(row.getString(5))
                      .filter(_ -> auditor.isEmpty() || mayReadReason(view.scope(), agency)),
                  row.getLong(6),
                  instant(row, "decided_at"),
                  Optional.ofNullable(row.getObject(8, Long.class))));
        }
      }
      return history;
    }
  }

  /** A reason may tell of others' exchanges: an agency's auditors read those of their own. */
  private static boolean mayReadReason(AuditScope scope, Optional<String> agency) {
    return switch (scope) {
      case AuditScope.AllAgencies() -> true;
      case AuditScope.OwnAgency(var own) -> agency.equals(Optional.of(own.value()));
    };
  }

  private static Flag flag(ResultSet row) throws SQLException {
    return new Flag(
        row.getObject("flag_id", UUID.class),
        row.getLong("number"),
        row.getString("rule"),
        row.getString("severity"),
        row.getString("state"),
        row.getInt("version"),
        instant(row, "raised_at"),
        instant(row, "changed_at"),
        Optional.ofNullable(row.getString("agency")),
        Optional.ofNullable(row.getString("staff")),
        Optional.ofNullable(row.getString("provider")),
        Optional.ofNullable(row.getString("organisation")),
        instant(row, "logged_from"),
        instant(row, "logged_to"),
        row.getLong("observed"),
        row.getLong("threshold"),
        Optional.ofNullable(row.getObject("own_median", Double.class)),
        row.getLong("exchanges"),
        row.getString("explanation"),
        new Flag.Configuration(
            row.getString("configuration"), Bytes.of(row.getBytes("hash")).text()));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
