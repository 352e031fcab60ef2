package jp.linkage.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
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
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;

/** Searches the projection, the newest first, page by page without counting. */
@ApplicationScoped
public class EntryRows {
  private static final int ALL = 1000;
  private static final String COLUMNS =
      "leaf_index, leaf_hash, logged_at, state, dup_of, type, exchange_id, recorded_at,"
          + " requested_at, released_at, inquirer, provider, item_number, affair, procedure,"
          + " information, subject_relation, organisation, case_reference, staff, item_count,"
          + " non_disclosure, outcome, statuses, reason";

  private final Transactions transactions;

  EntryRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** A page of the entries that meet all conditions. */
  public EntryPage find(Viewed view, EntryFilter filter, Place place) {
    return page(view, filter.select(), place);
  }

  /**
   * A page of a selection.
   *
   * @throws InvalidMessage if the place is none that this auditor can have seen
   */
  public EntryPage page(Viewed view, EntrySelect select, Place place) {
    return transactions.read(connection -> {
      if (place.before().isPresent()) {
        select.after(reached(connection, view, place.before().get()));
      }
      List<Entry> found =
          entries(connection, select.newest(COLUMNS, view.scope(), place.limit() + 1));
      return EntryPage.of(found, place.limit(), view);
    });
  }

  /** All entries of an exchange that the auditor may see, the oldest first. */
  List<Entry> ofExchange(Viewed view, UUID exchange) {
    EntrySelect select = EntrySelect.exchanges().ofExchange(exchange);
    return transactions
        .read(connection -> entries(connection, select.newest(COLUMNS, view.scope(), ALL)))
        .stream()
        .sorted((a, b) -> Long.compare(a.leafIndex(), b.leafIndex()))
        .toList();
  }

  private static Place.Reached reached(Connection connection, Viewed view, long leafIndex)
      throws SQLException {
    EntrySelect select = EntrySelect.exchanges().and("leaf_index = ?", leafIndex);
    List<Entry> found = entries(connection, select.newest(COLUMNS, view.scope(), 1));
    if (found.isEmpty()) {
      throw new InvalidMessage("query.before", "the leaf index of an entry");
    }
    return new Place.Reached(found.getFirst().loggedAt(), leafIndex);
  }

  private static List<Entry> entries(Connection connection, EntrySelect.Sql sql)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql.text())) {
      Parameters.set(select, sql.values().toArray());
      List<Entry> entries = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          entries.add(entry(row));
        }
      }
      return entries;
    }
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong("leaf_index"),
        Bytes.of(row.getBytes("leaf_hash")).text(),
        instant(row, "logged_at").orElseThrow(),
        row.getString("state"),
        Optional.ofNullable(row.getObject("dup_of", Long.class)),
        text(row, "type"),
        Optional.ofNullable(row.getObject("exchange_id", UUID.class)),
        instant(row, "recorded_at"),
        instant(row, "requested_at"),
        instant(row, "released_at"),
        text(row, "inquirer"),
        text(row, "provider"),
        text(row, "item_number"),
        text(row, "affair"),
        text(row, "procedure"),
        texts(row, "information"),
        text(row, "subject_relation"),
        text(row, "organisation"),
        text(row, "case_reference"),
        text(row, "staff"),
        Optional.ofNullable(row.getObject("item_count", Integer.class)),
        Optional.ofNullable(row.getObject("non_disclosure", Boolean.class)),
        text(row, "outcome"),
        texts(row, "statuses"),
        text(row, "reason"));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
