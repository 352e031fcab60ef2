package jp.linkage.audit.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.query.Entry;
import jp.linkage.audit.query.EntryPage;
import jp.linkage.audit.query.EntryRows;
import jp.linkage.audit.query.EntrySelect;
import jp.linkage.audit.query.Place;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;

/** Entries about one person. Of a batch, only this person's answers. */
@ApplicationScoped
class PersonRows {
  private static final String SELECT_ITEMS =
      """
      select leaf_index, item_index from entry_subject where lid = ? and leaf_index = any (?)
      """;

  private final EntryRows entries;
  private final Transactions transactions;

  PersonRows(EntryRows entries, Transactions transactions) {
    this.entries = entries;
    this.transactions = transactions;
  }

  EntryPage accesses(Viewed view, Bytes lid, Period period, Place place) {
    EntrySelect select =
        period.narrow(
            EntrySelect.exchanges()
                .and("dup_of is null")
                .and("leaf_index in (select leaf_index from entry_subject where lid = ?)", lid));
    EntryPage page = entries.page(view, select, place);
    Map<Long, SortedSet<Integer>> items = items(lid, page.entries());
    return new EntryPage(
        page.entries().stream()
            .map(entry -> entry.ofItems(items.getOrDefault(entry.leafIndex(), new TreeSet<>())))
            .toList(),
        page.next(),
        page.view());
  }

  private Map<Long, SortedSet<Integer>> items(Bytes lid, List<Entry> found) {
    return transactions.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(SELECT_ITEMS)) {
        Parameters.set(
            select,
            lid,
            connection.createArrayOf("bigint", found.stream().map(Entry::leafIndex).toArray()));
        Map<Long, SortedSet<Integer>> items = new HashMap<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            items.computeIfAbsent(row.getLong(1), _ -> new TreeSet<>()).add(row.getInt(2));
          }
        }
        return items;
      }
    });
  }
}
