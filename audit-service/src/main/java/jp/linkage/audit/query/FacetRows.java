package jp.linkage.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;

/**
 * Counts what a search finds, in one reading. Bounded: of a search that finds more than {@link
 * #MAX_ROWS}, the newest are counted, and the answer says so.
 */
@ApplicationScoped
public class FacetRows {
  static final int MAX_ROWS = 100_000;
  static final int MAX_VALUES = 50;

  private static final String COLUMNS = String.join(", ", FacetName.allColumns());
  private static final String MATCHING =
      "inquirer, provider, affair, procedure, item_number, type, outcome, reason, staff, logged_at,"
          + " leaf_index, (logged_at at time zone 'Asia/Tokyo')::date as day";

  private final Transactions transactions;

  FacetRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Counts what meets all conditions. */
  public Facets count(Viewed view, EntryFilter filter) {
    EntrySelect.Sql matching = filter.select().newest(MATCHING, view.scope(), MAX_ROWS);
    List<Object> values = new ArrayList<>(matching.values());
    values.add(MAX_VALUES + 1);
    return transactions.read(connection -> count(connection, sql(matching), values, view));
  }

  private static String sql(EntrySelect.Sql matching) {
    return """
    with matching as materialized (%1$s),
    counted as (
      select grouping(%2$s) as facet, %2$s, count(*) as number, min(logged_at) as oldest
      from matching group by %3$s
    ),
    ordered as (
      select counted.*,
        row_number() over (partition by facet order by number desc, %2$s) as place
      from counted
    )
    select facet, number, oldest, %2$s from ordered where place <= ? order by facet, place
    """
        .formatted(matching.text(), COLUMNS, FacetName.groupingSets());
  }

  private static Facets count(Connection connection, String sql, List<Object> values, Viewed view)
      throws SQLException {
    Map<FacetName, List<Facets.Value>> found = new EnumMap<>(FacetName.class);
    long all = 0;
    Optional<Instant> oldest = Optional.empty();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      Parameters.set(select, values.toArray());
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Optional<FacetName> facet = facet(row.getInt("facet"));
          long number = row.getLong("number");
          if (facet.isEmpty()) {
            all = number;
            oldest =
                Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant);
            continue;
          }
          SortedMap<String, String> conditions = facet.get().conditions(columns(row));
          // such as the denials' reasons of what was not denied
          if (!conditions.isEmpty()) {
            found
                .computeIfAbsent(facet.get(), _ -> new ArrayList<>())
                .add(new Facets.Value(conditions, number));
          }
        }
      }
    }
    return new Facets(all, all < MAX_ROWS, oldest, facets(found), view.logged());
  }

  private static Optional<FacetName> facet(int grouping) {
    for (FacetName facet : FacetName.values()) {
      if (facet.grouping() == grouping) {
        return Optional.of(facet);
      }
    }
    return Optional.empty();
  }

  private static SortedMap<String, String> columns(ResultSet row) throws SQLException {
    SortedMap<String, String> columns = new TreeMap<>();
    for (String column : FacetName.allColumns()) {
      String value = row.getString(column);
      if (value != null) {
        columns.put(column, value);
      }
    }
    return columns;
  }

  private static List<Facets.Facet> facets(Map<FacetName, List<Facets.Value>> found) {
    List<Facets.Facet> facets = new ArrayList<>();
    for (FacetName name : FacetName.values()) {
      List<Facets.Value> values = found.getOrDefault(name, List.of());
      boolean more = values.size() > MAX_VALUES;
      facets.add(
          new Facets.Facet(name.text(), more ? values.subList(0, MAX_VALUES) : values, more));
    }
    return facets;
  }
}
