package jp.linkage.audit.flag;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.flag.FlagFilter.FlagSelect;
import jp.linkage.audit.query.Facets;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;

/** Counts flags by what they have in common. */
@ApplicationScoped
class FlagFacetRows {
  private static final int MAX_ROWS = 100_000;
  private static final int MAX_VALUES = 50;
  private static final List<String> COLUMNS =
      List.of("rule", "severity", "state", "agency", "staff");

  /** The facets by the bits of SQL's {@code grouping}: one for each column not grouped by. */
  private enum Name {
    RULE("rule", 0b01111),
    SEVERITY("severity", 0b10111),
    STATE("state", 0b11011),
    AGENCY("agency", 0b11101),
    STAFF("staff", 0b11100);

    private final String text;
    private final int grouping;

    Name(String text, int grouping) {
      this.text = text;
      this.grouping = grouping;
    }
  }

  private record Counted(int grouping, SortedMap<String, String> conditions, long number) {}

  private final Transactions transactions;

  FlagFacetRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Counts what meets all conditions. */
  Facets count(Viewed view, FlagFilter filter) {
    FlagSelect select = filter.select(view.scope());
    return transactions.read(connection -> {
      List<Counted> counted = new ArrayList<>();
      long all = 0;
      Optional<Instant> oldest = Optional.empty();
      try (PreparedStatement statement = connection.prepareStatement(sql(select))) {
        Parameters.set(statement, select.values());
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            SortedMap<String, String> conditions = conditions(row);
            counted.add(new Counted(row.getInt(1), conditions, row.getLong(2)));
            if (row.getInt(1) == 0b11111) {
              all = row.getLong(2);
              oldest =
                  Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                      .map(OffsetDateTime::toInstant);
            }
          }
        }
      }
      return new Facets(all, all < MAX_ROWS, oldest, facets(counted), view.logged());
    });
  }

  // a pseudonym is one of its agency's
  private static String sql(FlagSelect select) {
    return """
    with matching as materialized (
      select f.rule, f.severity, f.state, f.agency, f.staff, f.raised_at from flag f %s
      order by f.number desc limit %d)
    select grouping(rule, severity, state, agency, staff), count(*), min(raised_at),
      rule, severity, state, agency, staff
    from matching
    group by grouping sets ((rule), (severity), (state), (agency), (agency, staff), ())
    order by 1, 2 desc, 4, 5, 6, 7, 8
    """
        .formatted(select.where(), MAX_ROWS);
  }

  private static SortedMap<String, String> conditions(ResultSet row) throws SQLException {
    SortedMap<String, String> conditions = new TreeMap<>();
    for (String column : COLUMNS) {
      String value = row.getString(column);
      if (value != null) {
        conditions.put(column, value);
      }
    }
    return conditions;
  }

  private static List<Facets.Facet> facets(List<Counted> counted) {
    List<Facets.Facet> facets = new ArrayList<>();
    for (Name name : Name.values()) {
      List<Facets.Value> values =
          counted.stream()
              .filter(one -> one.grouping() == name.grouping)
              // flags of no one official, or of no one agency
              .filter(one -> one.conditions().containsKey(name.text))
              .map(one -> new Facets.Value(one.conditions(), one.number()))
              .toList();
      boolean more = values.size() > MAX_VALUES;
      facets.add(new Facets.Facet(name.text, more ? values.subList(0, MAX_VALUES) : values, more));
    }
    return facets;
  }
}
