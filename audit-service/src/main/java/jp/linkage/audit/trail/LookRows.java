package jp.linkage.audit.trail;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;

/** The projected queries of auditors. */
@ApplicationScoped
class LookRows {
  private static final String SELECT =
      """
      select v.view_id, v.leaf_index, e.logged_at, v.auditor, v.agency, v.operation, v.parameters,
        v.reason
      from auditor_view v join entry e using (leaf_index)
      """;

  private final Transactions transactions;

  LookRows(Transactions transactions) {
    this.transactions = transactions;
  }

  LookPage find(Viewed view, LookFilter filter, Place place) {
    List<String> conditions = new ArrayList<>(List.of("v.leaf_index < ?"));
    List<Object> values = new ArrayList<>(List.of(place.before().orElse(Long.MAX_VALUE)));
    filter.from().ifPresent(from -> add(conditions, values, "e.logged_at >= ?", from));
    filter.to().ifPresent(to -> add(conditions, values, "e.logged_at < ?", to));
    filter.auditor().ifPresent(who -> add(conditions, values, "v.auditor = ?", who.value()));
    filter.operation().ifPresent(what -> add(conditions, values, "v.operation = ?", what));
    values.add(place.limit() + 1);
    String sql =
        SELECT
            + "where "
            + String.join(" and ", conditions)
            + " order by v.leaf_index desc limit ?";
    return transactions.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        Parameters.set(select, values.toArray());
        List<Look> looks = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            looks.add(look(row));
          }
        }
        boolean more = looks.size() > place.limit();
        List<Look> page = more ? looks.subList(0, place.limit()) : looks;
        return new LookPage(
            page, more ? Optional.of(page.getLast().leafIndex()) : Optional.empty(), view.logged());
      }
    });
  }

  private static void add(
      List<String> conditions, List<Object> values, String condition, Object value) {
    conditions.add(condition);
    values.add(value);
  }

  private static Look look(ResultSet row) throws SQLException {
    return new Look(
        row.getObject(1, UUID.class),
        row.getLong(2),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getString(4)),
        Optional.ofNullable(row.getString(5)),
        Optional.ofNullable(row.getString(6)),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)));
  }
}
