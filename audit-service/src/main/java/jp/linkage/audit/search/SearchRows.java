package jp.linkage.audit.search;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.search.SearchBody.Understood;
import jp.linkage.audit.view.Auditor;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.StrictJson;

/** The saved searches. Who may not see one, does not learn that it is there. */
@ApplicationScoped
class SearchRows {
  private static final int MAX_CONDITIONS = 16 * 1024;
  private static final int MAX_NAMES = 40;

  // current is the version in force: whether others see a search at all is its matter
  private static final String SELECT =
      """
      select v.search_id, v.version, v.name, v.shared, v.conditions, v.saved_at,
        s.owner = ? as own
      from saved_search s
        join saved_search_version v using (search_id)
        join saved_search_version current
          on current.search_id = s.search_id and current.version = s.version
      where s.deleted_at is null and s.agency is not distinct from ?
        and (s.owner = ? or (current.shared and v.shared))
      """;
  private static final String INSERT =
      "insert into saved_search (search_id, owner, agency, version) values (?, ?, ?, 1)";
  private static final String INSERT_VERSION =
      """
      insert into saved_search_version (search_id, version, name, shared, conditions)
      values (?, ?, ?, ?, ?)
      """;
  private static final String ADVANCE =
      """
      update saved_search set version = version + 1
      where search_id = ? and version = ? and owner = ? and deleted_at is null
      """;
  private static final String DELETE =
      """
      update saved_search set deleted_at = now()
      where search_id = ? and owner = ? and deleted_at is null
      """;

  private final Transactions transactions;

  SearchRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The current versions of all that the auditor sees. */
  List<SavedSearch> all(Auditor auditor) {
    return find(auditor, "and v.version = s.version order by v.name, v.search_id");
  }

  /** All versions of one that the auditor sees, the newest first. */
  List<SavedSearch> versions(Auditor auditor, UUID search) {
    return find(auditor, "and s.search_id = ? order by v.version desc", search);
  }

  /** A version, the current one unless told. */
  Optional<SavedSearch> find(Auditor auditor, UUID search, Optional<Integer> version) {
    return version
        .map(number -> find(auditor, "and s.search_id = ? and v.version = ?", search, number))
        .orElseGet(() -> find(auditor, "and s.search_id = ? and v.version = s.version", search))
        .stream()
        .findFirst();
  }

  /** Saves a new search. */
  UUID insert(Auditor auditor, Understood search) {
    UUID id = UUID.randomUUID();
    transactions.inTransaction(connection -> {
      update(
          connection,
          INSERT,
          id,
          auditor.pseudonym().value(),
          auditor.scope().ownAgency().map(agency -> agency.value()));
      return insertVersion(connection, id, 1, search);
    });
    return id;
  }

  /**
   * Saves the next version of an own search.
   *
   * @return false if another version is the current one by now
   */
  boolean insertVersion(Auditor auditor, UUID id, int replaced, Understood search) {
    return transactions.inTransaction(connection -> {
      if (update(connection, ADVANCE, id, replaced, auditor.pseudonym().value()) == 0) {
        return false;
      }
      return insertVersion(connection, id, replaced + 1, search) == 1;
    });
  }

  /** Takes an own search away; its versions stay for whoever reads an old record. */
  void delete(Auditor auditor, UUID id) {
    transactions.inTransaction(
        connection -> update(connection, DELETE, id, auditor.pseudonym().value()));
  }

  private static int insertVersion(Connection connection, UUID id, int version, Understood search)
      throws SQLException {
    var conditions = StrictJson.newObject();
    search.conditions().forEach(conditions::put);
    return update(
        connection,
        INSERT_VERSION,
        id,
        version,
        search.name(),
        search.shared(),
        CanonicalJson.text(conditions));
  }

  private static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, values);
      return statement.executeUpdate();
    }
  }

  private List<SavedSearch> find(Auditor auditor, String condition, Object... more) {
    List<Object> values = new ArrayList<>();
    values.add(auditor.pseudonym().value());
    values.add(auditor.scope().ownAgency().map(agency -> agency.value()));
    values.add(auditor.pseudonym().value());
    values.addAll(List.of(more));
    return transactions.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
        Parameters.set(select, values.toArray());
        List<SavedSearch> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            found.add(search(row));
          }
        }
        return found;
      }
    });
  }

  private static SavedSearch search(ResultSet row) throws SQLException {
    return new SavedSearch(
        row.getObject(1, UUID.class),
        row.getInt(2),
        row.getString(3),
        row.getBoolean(4),
        row.getBoolean(7),
        conditions(row.getString(5)),
        row.getObject(6, OffsetDateTime.class).toInstant());
  }

  private static SortedMap<String, String> conditions(String json) {
    byte[] wrapped = ("{\"conditions\":" + json + "}").getBytes(StandardCharsets.UTF_8);
    return new TreeMap<>(
        StrictJson.canonicalObject(wrapped, MAX_CONDITIONS)
            .map("conditions", 0, MAX_NAMES, name -> name, value -> value));
  }
}
