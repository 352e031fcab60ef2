package jp.linkage.audit.retention;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.Transactions;

/** The database as somebody who stole it reads it. */
@ApplicationScoped
class Database {
  private final Transactions transactions;

  Database(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Every row of every table as text. */
  String dump() {
    StringBuilder dump = new StringBuilder();
    for (String table :
        query(
            "select quote_ident(table_name) from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
      query("select t::text from " + table + " t")
          .forEach(row -> dump.append(table).append(' ').append(row).append('\n'));
    }
    return dump.toString();
  }

  /** The rows of the projection, as a rebuild must give them again. */
  List<String> projection() {
    List<String> rows = new ArrayList<>();
    rows.addAll(query("select e::text from entry e order by leaf_index"));
    rows.addAll(query("select v::text from auditor_view v order by leaf_index"));
    rows.addAll(query("select s::text from entry_subject s order by lid, leaf_index, item_index"));
    return rows;
  }

  /** Until everything before this place is projected, and was looked at for flags. */
  void awaitLooked(long end) {
    Waiting.until(
        "the projection and the flags",
        () ->
            number("select next_offset from log_state") >= end
                && number("select next_leaf from flag_cursor") >= end);
  }

  String text(String sql) {
    return query(sql).getFirst();
  }

  long number(String sql) {
    return Long.parseLong(text(sql));
  }

  List<String> query(String sql) {
    return transactions.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        List<String> found = new ArrayList<>();
        while (row.next()) {
          found.add(String.valueOf(row.getString(1)));
        }
        return found;
      }
    });
  }

  void execute(String sql) {
    var _ =
        transactions.read(connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }
}
