package jp.linkage.audit.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import jp.linkage.kit.database.Command;
import jp.linkage.protocol.conversion.SubjectId;

/** The registered subjects. */
public final class SubjectRows {
  private static final String KNOWN_ONE = "select lid from subject where lid = ?";
  private static final String KNOWN = "select lid from subject where lid = any (?)";
  private static final String REGISTER =
      "insert into subject (lid) select unnest(?) on conflict (lid) do nothing returning lid";

  private SubjectRows() {}

  /** Those of the subjects that are registered. */
  public static Command<Set<SubjectId>> known(Collection<SubjectId> subjects) {
    // PostgreSQL plans a search for an array again and again, as its length may differ
    return subjects.size() == 1
        ? Command.query(KNOWN_ONE, SubjectRows::read, subjects.iterator().next().bytes())
        : query(KNOWN, subjects);
  }

  /**
   * Registers those that are not.
   *
   * @return the ones that were not registered before
   */
  public static Command<Set<SubjectId>> register(Collection<SubjectId> subjects) {
    return query(REGISTER, subjects);
  }

  private static Command<Set<SubjectId>> query(String sql, Collection<SubjectId> subjects) {
    // in one order everywhere, so that two registrations of the same people cannot lock each other
    byte[][] lids =
        subjects.stream()
            .distinct()
            .map(SubjectId::bytes)
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    return Command.query(sql, SubjectRows::read, (Object) lids);
  }

  private static Set<SubjectId> read(ResultSet rows) throws SQLException {
    Set<SubjectId> found = new HashSet<>();
    while (rows.next()) {
      found.add(SubjectId.of(rows.getBytes(1)));
    }
    return found;
  }
}
