package jp.linkage.audit.query;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import jp.linkage.audit.view.AuditScope;
import jp.linkage.audit.view.AuditScope.AllAgencies;
import jp.linkage.audit.view.AuditScope.OwnAgency;

/**
 * A selection of rows of {@code entry}: fixed fragments, values as parameters only, and always
 * within an auditor's scope.
 */
public final class EntrySelect {
  private static final String NEWEST_FIRST = " order by logged_at desc, leaf_index desc limit ";

  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();

  private EntrySelect() {}

  /** A statement with its parameters in order. */
  public record Sql(String text, List<Object> values) {}

  /** All but the queries of auditors, which are no exchanges. */
  public static EntrySelect exchanges() {
    return new EntrySelect().and("(type is distinct from 'VIEW' or exchange_id is not null)");
  }

  /** Narrows it by a condition with a question mark for each value. */
  public EntrySelect and(String condition, Object... more) {
    conditions.add(condition);
    values.addAll(List.of(more));
    return this;
  }

  /** Narrows it to an exchange, in the words of the two partial indexes that find it. */
  EntrySelect ofExchange(UUID exchange) {
    return and(
        "exchange_id = ? and (dup_of is not null or (dup_of is null and state <> 'invalid'))",
        exchange);
  }

  /** Goes on after a place. */
  EntrySelect after(Place.Reached reached) {
    return and("(logged_at, leaf_index) < (?, ?)", reached.loggedAt(), reached.leafIndex());
  }

  /**
   * The newest of them.
   *
   * @param columns of {@code entry}, with commas
   */
  public Sql newest(String columns, AuditScope scope, int limit) {
    String where = String.join(" and ", conditions);
    String end = NEWEST_FIRST + limit;
    return switch (scope) {
      case AllAgencies() ->
          new Sql("select " + columns + " from entry where " + where + end, List.copyOf(values));
      case OwnAgency(var agency) -> {
        // each half in the order of an index of its own, where "or" would have to sort
        List<Object> both = new ArrayList<>();
        both.add(agency.value());
        both.addAll(values);
        both.add(agency.value());
        both.add(agency.value());
        both.addAll(values);
        yield new Sql(
            "select "
                + columns
                + " from ((select * from entry where inquirer = ? and "
                + where
                + end
                + ") union all (select * from entry where provider = ?"
                + " and inquirer is distinct from ? and "
                + where
                + end
                + ")) entry"
                + end,
            both);
      }
    };
  }
}
