package jp.linkage.audit.flag.detect;

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
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;

/** Reads the projected records in the order of the log. */
@ApplicationScoped
class ActRows {
  /** Duplicates and what nobody can read are leaves, but nobody's acts. */
  static final String COUNTS = "state = 'valid' and dup_of is null and exchange_id is not null";

  /** Asking about persons; a VIEW with an exchange is an agency's READLOG. */
  static final String ASKING = COUNTS + " and type in ('REQUEST', 'VIEW', 'DENY')";

  private static final String LOCK = "lock table entry, entry_subject in access share mode";
  static final String SELECT =
      """
      select leaf_index, logged_at,
        case when %s and staff is not null then type end,
        exchange_id, inquirer, staff, organisation, provider, item_count,
        'answered' = any (statuses)
      from entry where leaf_index >= ? and leaf_index < ? order by leaf_index
      """
          .formatted(COUNTS);

  /** Nobody empties the projection until the transaction ends. */
  void lock(Connection transaction) throws SQLException {
    try (PreparedStatement lock = transaction.prepareStatement(LOCK)) {
      lock.execute();
    }
  }

  /** The leaves of this range, all of which must be projected; empty for an empty range. */
  Optional<Batch> read(Connection connection, long from, long to) throws SQLException {
    if (from >= to) {
      return Optional.empty();
    }
    List<Act> acts = new ArrayList<>();
    Optional<Instant> first = Optional.empty();
    Instant latest = Instant.MIN;
    long next = from;
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      Parameters.set(select, from, to);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (row.getLong(1) != next) {
            throw new IllegalStateException("the projection has no leaf " + next);
          }
          next++;
          Instant at = row.getObject(2, OffsetDateTime.class).toInstant();
          first = first.or(() -> Optional.of(at));
          latest = at.isAfter(latest) ? at : latest;
          act(row, at).ifPresent(acts::add);
        }
      }
    }
    if (next != to) {
      throw new IllegalStateException("the projection has no leaf " + next);
    }
    return Optional.of(new Batch(from, to, first.orElseThrow(), latest, acts));
  }

  private static Optional<Act> act(ResultSet row, Instant at) throws SQLException {
    String type = row.getString(3);
    Optional<Act.Kind> kind =
        switch (type == null ? "" : type) {
          case "REQUEST" -> Optional.of(Act.Kind.REQUEST);
          case "VIEW" -> Optional.of(Act.Kind.READLOG);
          case "DENY" -> Optional.of(Act.Kind.DENY);
          case "RELEASE" -> Optional.of(Act.Kind.RELEASE);
          default -> Optional.empty();
        };
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Act(
            kind.get(),
            row.getLong(1),
            at,
            row.getObject(4, UUID.class),
            new Official(new AgencyId(row.getString(5)), new StaffPseudonym(row.getString(6))),
            row.getString(7),
            Optional.ofNullable(row.getString(8)).map(AgencyId::new),
            row.getLong(9),
            row.getBoolean(10)));
  }

  /** The records that a query finds by leaf and exchange. */
  static List<Evidence> evidence(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Parameters.set(select, values);
      List<Evidence> found = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          found.add(new Evidence(row.getLong(1), row.getObject(2, UUID.class)));
        }
      }
      return found;
    }
  }
}
