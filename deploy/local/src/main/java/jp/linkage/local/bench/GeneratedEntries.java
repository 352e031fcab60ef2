package jp.linkage.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.protocol.json.Bytes;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/**
 * Fills the table {@code entry} with rows as exchanges of a year leave them, by COPY and with its
 * indexes made afterwards. There are no records behind these rows, and no leaves: they are there to
 * be searched, which reads nothing else.
 */
final class GeneratedEntries {
  /** Behind every offset that the topic of a benchmark reaches. */
  private static final long FIRST_LEAF = 1_000_000_000_000L;

  private static final Duration SPAN = Duration.ofDays(365);
  private static final int AGENCIES = 200;
  private static final int STAFF = 4000;
  private static final int WRITERS = 2;
  private static final String[] ITEMS = {"1", "20", "37", "48", "80", "109", "124", "144"};
  private static final String[] INFORMATION = {
    "municipal-tax", "resident-record", "pension-benefits", "child-allowance", "welfare-benefits"
  };
  private static final String COLUMNS =
      "leaf_index, leaf_hash, logged_at, state, type, exchange_id, bound_root, recorded_at,"
          + " requested_at, released_at, inquirer, provider, item_number, affair, procedure,"
          + " information, subject_relation, organisation, case_reference, staff, item_count,"
          + " non_disclosure, outcome, statuses, reason, period";

  private final Instant end;

  /**
   * @param end before which the entries lie
   */
  GeneratedEntries(Instant end) {
    this.end = end;
  }

  /** Opens a connection to the audit-service's database. */
  @FunctionalInterface
  interface Database {
    Connection connect() throws SQLException;
  }

  /** The agency of this number. */
  static String agency(int number) {
    return "agency-%03d".formatted(number % AGENCIES);
  }

  /** The agency of an official. */
  static String agencyOf(int staff) {
    return agency(staff % STAFF);
  }

  /** The pseudonym of an official. */
  static String staff(int number) {
    byte[] octets = new byte[16];
    new SplittableRandom(number % STAFF).nextBytes(octets);
    return Bytes.of(octets).text();
  }

  static String affair(int number) {
    return "affair-%02d".formatted(number % 40);
  }

  static String item(int number) {
    return ITEMS[number % ITEMS.length];
  }

  static String information(int number) {
    return INFORMATION[number % INFORMATION.length];
  }

  /** Writes so many rows. */
  void write(Database database, long records) throws SQLException, InterruptedException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      List<String> indexes = indexes(statement);
      for (String index : indexes) {
        statement.execute("drop index " + index.split(" ", 2)[0]);
      }
      copy(database, records);
      statement.execute("set maintenance_work_mem = '256MB'");
      for (String index : indexes) {
        // of a partitioned table it would be made on the parent only
        statement.execute(index.split(" ", 2)[1].replace(" ON ONLY ", " ON "));
      }
      statement.execute("vacuum analyze entry");
    }
  }

  // The primary key stays.
  private static List<String> indexes(Statement statement) throws SQLException {
    List<String> indexes = new ArrayList<>();
    try (var rows =
        statement.executeQuery(
            """
            select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) from pg_index i
            where i.indrelid = 'entry'::regclass and not i.indisprimary
            """)) {
      while (rows.next()) {
        indexes.add(rows.getString(1) + " " + rows.getString(2));
      }
    }
    return indexes;
  }

  private void copy(Database database, long records) throws SQLException, InterruptedException {
    long exchanges = records / 2;
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Callable<Long>> parts = new ArrayList<>();
      for (int part = 0; part < WRITERS; part++) {
        long from = exchanges * part / WRITERS;
        long to = exchanges * (part + 1) / WRITERS;
        parts.add(() -> {
          part(database, from, to, exchanges);
          return to - from;
        });
      }
      for (Future<Long> written : writers.invokeAll(parts)) {
        written.get();
      }
    } catch (ExecutionException e) {
      throw new SQLException("the rows were not written", e.getCause());
    }
  }

  private void part(Database database, long from, long to, long all)
      throws SQLException, IOException {
    SplittableRandom random = new SplittableRandom(from);
    Instant start = end.minus(SPAN);
    try (Connection connection = database.connect();
        OutputStream out =
            new PGCopyOutputStream(
                connection.unwrap(PGConnection.class),
                "copy entry (" + COLUMNS + ") from stdin",
                256 * 1024)) {
      for (long exchange = from; exchange < to; exchange++) {
        Instant time = start.plusNanos((long) (exchange / (double) all * SPAN.toNanos()));
        out.write(exchange(exchange, time, random).getBytes(UTF_8));
      }
    }
  }

  // One in 50 is denied and one in 200 not answered; the others are a request and its release.
  private static String exchange(long exchange, Instant time, SplittableRandom random) {
    int kind = random.nextInt(200);
    // some officials ask much more than others
    int staff = (int) (STAFF * Math.pow(random.nextDouble(), 3));
    int provider = random.nextInt(AGENCIES);
    UUID id =
        new UUID(
            (time.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000),
            Long.MIN_VALUE | (random.nextLong() >>> 2));
    String asked = asked(time, staff, provider, random);
    String first =
        row(
            FIRST_LEAF + 2 * exchange,
            time,
            kind < 4 ? "DENY" : "REQUEST",
            id,
            kind == 4 ? "\\N" : kind < 4 ? "\\N" : time.plusMillis(20).toString(),
            asked,
            kind < 4 ? "denied" : kind == 4 ? "open" : "answered",
            kind <= 4 ? "\\N" : "{answered}",
            kind < 4 ? "no row of the table allows it" : "\\N",
            random);
    if (kind <= 4) {
      return first;
    }
    return first
        + row(
            FIRST_LEAF + 2 * exchange + 1,
            time.plusMillis(20),
            "RELEASE",
            id,
            "\\N",
            asked,
            "answered",
            "{answered}",
            "\\N",
            random);
  }

  private static String asked(Instant time, int staff, int provider, SplittableRandom random) {
    int item = random.nextInt(1000);
    return String.join(
        "\t",
        agencyOf(staff),
        agency(provider),
        item(item),
        affair(item),
        String.valueOf(1 + item % 9),
        "{" + information(item) + "}",
        "applicant",
        "障害福祉課",
        "case/" + time.getEpochSecond() + "-" + random.nextInt(1000),
        staff(staff),
        "1",
        "f");
  }

  private static String row(
      long leaf,
      Instant time,
      String type,
      UUID exchange,
      String released,
      String asked,
      String outcome,
      String statuses,
      String reason,
      SplittableRandom random) {
    return String.join(
            "\t",
            Long.toString(leaf),
            hash(random),
            time.toString(),
            "valid",
            type,
            exchange.toString(),
            hash(random),
            time.minusMillis(3).toString(),
            time.minusMillis(9).toString(),
            released,
            asked,
            outcome,
            statuses,
            reason,
            YearMonth.from(time.atOffset(ZoneOffset.UTC)).toString())
        + "\n";
  }

  private static String hash(SplittableRandom random) {
    byte[] octets = new byte[32];
    random.nextBytes(octets);
    return "\\\\x" + HexFormat.of().formatHex(octets);
  }
}
