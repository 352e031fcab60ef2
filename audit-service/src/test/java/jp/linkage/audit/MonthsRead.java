package jp.linkage.audit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.database.Parameters;

/**
 * Which months of records a statement reads. Every query is run twice, as it is and with {@code
 * explain (analyze)}: a partition that is in the plan and was executed was read. Records of seven
 * months are there for it, in a transaction that is rolled back.
 */
public final class MonthsRead {
  /** The index of the first record of a month; the months have so many records each. */
  public static final int EACH = 3000;

  /** Where the made up records begin: beyond those of the log. */
  public static final long FIRST = 1L << 40;

  private static final String ADD =
      "select add_leaf_month('2001-01-15Z'::timestamptz + i * interval '1 month')"
          + " from generate_series(0, 6) i";

  // exchange n: its request in one month, its release in the second one after it
  private static final String ENTRIES =
      """
      insert into entry (leaf_index, leaf_hash, logged_at, state, type, exchange_id, bound_root,
        recorded_at, inquirer, provider, period)
      select ? + i, sha256(int8send(i)),
        '2001-01-02Z'::timestamptz + i / ? * interval '1 month' + i % ? * interval '10 minutes',
        'valid', case when i / ? % 4 < 2 then 'REQUEST' else 'RELEASE' end,
        (lpad(to_hex(i % ? + case when i / ? % 2 = 0 then 0 else 1000000 end), 8, '0')
          || '-0000-4000-8000-000000000000')::uuid,
        sha256(int8send(i)), now(), 'a', 'b',
        to_char('2001-01-02Z'::timestamptz + i / ? * interval '1 month', 'YYYY-MM')
      from generate_series(0, 4 * ? - 1) i
      """;
  private static final String LEAVES =
      """
      insert into leaf (leaf_index, logged_at, record)
      select leaf_index, logged_at, convert_to(repeat(encode(leaf_hash, 'hex'), 12), 'UTF8')
      from entry where leaf_index >= ?
      """;
  private static final Pattern READ = Pattern.compile(" on (leaf_[0-9_]+)(?: leaf_?[0-9]*)? (.*)");

  private final Connection connection;
  private final SortedSet<String> read = new TreeSet<>();

  private MonthsRead(Connection connection) {
    this.connection = connection;
  }

  /** What reads records. */
  @FunctionalInterface
  public interface Reading {
    /** Reads. */
    void with(MonthsRead months) throws SQLException;
  }

  /** Runs it among the records of many months. */
  public static void among(Transactions transactions, Reading reading) throws SQLException {
    try (Connection connection = transactions.connection()) {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("set local statement_timeout = 0");
        statement.execute(ADD);
        change(connection, ENTRIES, FIRST, EACH, EACH, EACH, EACH, EACH, EACH, EACH);
        change(connection, LEAVES, FIRST);
        statement.execute("analyze entry, leaf");
        reading.with(new MonthsRead(connection));
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /** The exchange whose records are this one of a month, 0 to 3, and one of another month. */
  public static UUID exchange(int month, int number) {
    return UUID.fromString(
        "%08x-0000-4000-8000-000000000000".formatted(number + (month % 2 == 0 ? 0 : 1_000_000)));
  }

  /** A pool with this transaction's connection, which stays open. */
  public Transactions transactions() {
    return new Transactions(
        (DataSource)
            Proxy.newProxyInstance(
                MonthsRead.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> connection()));
  }

  /** This transaction's connection, on which queries are explained too. */
  public Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            MonthsRead.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "close" -> null;
                  case "prepareStatement" -> explained((String) arguments[0]);
                  default -> call(connection, method, arguments);
                });
  }

  /** The partitions that were read since this was asked last. */
  public Set<String> take() {
    Set<String> taken = new TreeSet<>(read);
    read.clear();
    return taken;
  }

  private PreparedStatement explained(String sql) throws SQLException {
    PreparedStatement real = connection.prepareStatement(sql);
    PreparedStatement explain =
        connection.prepareStatement("explain (analyze, costs off, buffers off) " + sql);
    return (PreparedStatement)
        Proxy.newProxyInstance(
            MonthsRead.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("set")) {
                call(explain, method, arguments);
              } else if (method.getName().equals("executeQuery")) {
                note(explain);
              }
              return call(real, method, arguments);
            });
  }

  private void note(PreparedStatement explain) throws SQLException {
    try (ResultSet row = explain.executeQuery()) {
      while (row.next()) {
        Matcher matcher = READ.matcher(row.getString(1));
        if (matcher.find() && !matcher.group(2).contains("never executed")) {
          read.add(matcher.group(1));
        }
      }
    }
  }

  private static void change(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, values);
      statement.executeUpdate();
    }
  }

  private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
