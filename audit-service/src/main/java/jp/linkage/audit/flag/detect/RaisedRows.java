package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.flag.config.FlagRules;
import jp.linkage.audit.flag.rule.Finding;
import jp.linkage.audit.flag.rule.FlagSubject;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;

/**
 * Writes findings as flags. What was found before is found again without effect, and decisions
 * stay. More of the same makes the numbers larger; once they have doubled since the last version,
 * the flag has another version, and one that was dismissed is open again: it was dismissed for
 * something smaller.
 */
@ApplicationScoped
class RaisedRows {
  private static final String CONFIGURATION =
      """
      insert into flag_configuration (hash, version, settings, first_used_at) values (?, ?, ?, ?)
      on conflict (hash) do nothing
      """;
  private static final String EXISTING =
      """
      select exchanges, observed, version_observed, state,
        (select count(*) from flag_evidence e where e.flag_id = f.flag_id)
      from flag f where flag_id = ? for update
      """;
  private static final String INSERT =
      """
      insert into flag (flag_id, rule, severity, agency, staff, provider, organisation, logged_from,
        logged_to, observed, threshold, own_median, exchanges, explanation, configuration,
        raised_at, changed_at, version_observed)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;
  private static final String GROW =
      """
      update flag set severity = ?, logged_from = ?, logged_to = ?, observed = ?, threshold = ?,
        own_median = ?, exchanges = ?, explanation = ?, configuration = ?, changed_at = ?
      where flag_id = ?
      """;
  private static final String NEXT_VERSION =
      """
      update flag set version = version + 1, version_observed = observed,
        state = case state when 'dismissed' then 'open' else state end
      where flag_id = ? returning version
      """;
  private static final String REOPENED =
      """
      insert into flag_decision (flag_id, version, state, reason, observed, decided_at)
      values (?, ?, 'open', ?, ?, ?)
      """;
  private static final String EVIDENCE =
      """
      insert into flag_evidence (flag_id, leaf_index, exchange_id) values (?, ?, ?)
      on conflict (flag_id, leaf_index) do nothing
      """;

  private record Existing(
      long exchanges, long observed, long versionObserved, String state, int evidence) {}

  /** Notes what these thresholds are, for whoever reads a flag later. */
  void note(Connection connection, FlagRules rules, Instant now) throws SQLException {
    update(connection, CONFIGURATION, rules.hash(), rules.version(), rules.text(), now);
  }

  /**
   * Writes a finding.
   *
   * @return how many of the records that it rests on are already noted
   */
  int save(Connection connection, UUID id, Finding finding, FlagRules rules, Instant now)
      throws SQLException {
    Optional<Existing> existing = existing(connection, id);
    if (existing.isEmpty()) {
      insert(connection, id, finding, rules, now);
      return 0;
    }
    if (isMore(finding, existing.get())) {
      grow(connection, id, finding, rules, now);
      if (finding.numbers().observed() >= 2 * existing.get().versionObserved()) {
        nextVersion(connection, id, finding, existing.get(), now);
      }
    }
    return existing.get().evidence();
  }

  private static boolean isMore(Finding finding, Existing existing) {
    return finding.exchanges() > existing.exchanges()
        || (finding.exchanges() == existing.exchanges()
            && finding.numbers().observed() > existing.observed());
  }

  private static Optional<Existing> existing(Connection connection, UUID id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(EXISTING)) {
      Parameters.set(select, id);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Existing(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getString(4),
                    row.getInt(5)))
            : Optional.empty();
      }
    }
  }

  private static void insert(
      Connection connection, UUID id, Finding finding, FlagRules rules, Instant now)
      throws SQLException {
    Columns columns = Columns.of(finding.subject());
    update(
        connection,
        INSERT,
        id,
        finding.rule().text(),
        finding.severity().text(),
        columns.agency(),
        columns.staff(),
        columns.provider(),
        columns.organisation(),
        finding.from(),
        finding.to(),
        finding.numbers().observed(),
        finding.numbers().threshold(),
        median(finding),
        finding.exchanges(),
        finding.explanation(),
        rules.hash(),
        now,
        now,
        finding.numbers().observed());
  }

  private static void grow(
      Connection connection, UUID id, Finding finding, FlagRules rules, Instant now)
      throws SQLException {
    update(
        connection,
        GROW,
        finding.severity().text(),
        finding.from(),
        finding.to(),
        finding.numbers().observed(),
        finding.numbers().threshold(),
        median(finding),
        finding.exchanges(),
        finding.explanation(),
        rules.hash(),
        now,
        id);
  }

  private static void nextVersion(
      Connection connection, UUID id, Finding finding, Existing existing, Instant now)
      throws SQLException {
    int version;
    try (PreparedStatement update = connection.prepareStatement(NEXT_VERSION)) {
      Parameters.set(update, id);
      try (ResultSet row = update.executeQuery()) {
        row.next();
        version = row.getInt(1);
      }
    }
    if (existing.state().equals("dismissed")) {
      update(
          connection,
          REOPENED,
          id,
          version,
          "Opened again by the service: observed %d, when it was dismissed %d."
              .formatted(finding.numbers().observed(), existing.versionObserved()),
          finding.numbers().observed(),
          now);
    }
  }

  /** Notes records that a flag rests on; those that are noted already stay. */
  void add(Connection connection, UUID id, List<Evidence> evidence) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(EVIDENCE)) {
      for (Evidence one : evidence) {
        Parameters.set(insert, id, one.leafIndex(), one.exchange());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** What of a subject is shown: never a person. */
  private record Columns(
      Optional<String> agency,
      Optional<String> staff,
      Optional<String> provider,
      Optional<String> organisation) {
    static Columns of(FlagSubject subject) {
      return switch (subject) {
        case FlagSubject.OfOfficial(var official) ->
            new Columns(
                Optional.of(official.agency().value()),
                Optional.of(official.staff().value()),
                Optional.empty(),
                Optional.empty());
        case FlagSubject.OfAgencies(var inquirer, var provider) ->
            new Columns(
                Optional.of(inquirer.value()),
                Optional.empty(),
                Optional.of(provider.value()),
                Optional.empty());
        case FlagSubject.OfOffice(var inquirer, var organisation, var provider) ->
            new Columns(
                Optional.of(inquirer.value()),
                Optional.empty(),
                Optional.of(provider.value()),
                Optional.of(organisation));
        case FlagSubject.OfPerson(var agency, _) ->
            new Columns(
                agency.map(AgencyId::value), Optional.empty(), Optional.empty(), Optional.empty());
      };
    }
  }

  private static Optional<Double> median(Finding finding) {
    return finding.numbers().ownMedian().isPresent()
        ? Optional.of(finding.numbers().ownMedian().getAsDouble())
        : Optional.empty();
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, values);
      statement.executeUpdate();
    }
  }
}
