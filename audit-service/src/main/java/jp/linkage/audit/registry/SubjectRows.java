package jp.linkage.audit.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import jp.linkage.protocol.conversion.SubjectId;

/** The registered subjects. */
@ApplicationScoped
public class SubjectRows {

  /** Those of the subjects that are registered. */
  public Set<SubjectId> known(Connection connection, Collection<SubjectId> subjects)
      throws SQLException {
    return query(connection, "select lid from subject where lid = any (?)", subjects);
  }

  /**
   * Registers those that are not.
   *
   * @return the ones that were not registered before
   */
  public Set<SubjectId> register(Connection connection, Collection<SubjectId> subjects)
      throws SQLException {
    return query(
        connection,
        "insert into subject (lid) select unnest(?) on conflict (lid) do nothing returning lid",
        subjects);
  }

  private static Set<SubjectId> query(
      Connection connection, String sql, Collection<SubjectId> subjects) throws SQLException {
    // in one order everywhere, so that two registrations of the same people cannot lock each other
    byte[][] lids =
        subjects.stream()
            .distinct()
            .map(SubjectId::bytes)
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    Set<SubjectId> found = new HashSet<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("bytea", lids));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(SubjectId.of(row.getBytes(1)));
        }
      }
    }
    return found;
  }
}
