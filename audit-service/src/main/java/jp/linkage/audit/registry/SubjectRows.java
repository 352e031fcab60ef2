package jp.linkage.audit.registry;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import jp.linkage.kit.database.Command;
import jp.linkage.protocol.conversion.SubjectId;

/** The registered subjects. */
public final class SubjectRows {
  private SubjectRows() {}

  /** Those of the subjects that are registered. */
  public static Command<Set<SubjectId>> known(Collection<SubjectId> subjects) {
    return query("select lid from subject where lid = any (?)", subjects);
  }

  /**
   * Registers those that are not.
   *
   * @return the ones that were not registered before
   */
  public static Command<Set<SubjectId>> register(Collection<SubjectId> subjects) {
    return query(
        "insert into subject (lid) select unnest(?) on conflict (lid) do nothing returning lid",
        subjects);
  }

  private static Command<Set<SubjectId>> query(String sql, Collection<SubjectId> subjects) {
    // in one order everywhere, so that two registrations of the same people cannot lock each other
    byte[][] lids =
        subjects.stream()
            .distinct()
            .map(SubjectId::bytes)
            .sorted(Arrays::compareUnsigned)
            .toArray(byte[][]::new);
    return Command.query(
        sql,
        row -> {
          Set<SubjectId> found = new HashSet<>();
          while (row.next()) {
            found.add(SubjectId.of(row.getBytes(1)));
          }
          return found;
        },
        (Object) lids);
  }
}
