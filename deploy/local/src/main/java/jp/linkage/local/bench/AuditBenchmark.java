package jp.linkage.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import jp.linkage.local.bench.Figures.Goal;
import jp.linkage.local.demo.Offices;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.LocalWitness;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.verify.database.MonthKeyRows;
import jp.linkage.testing.EmbeddedPostgresServer;

/**
 * {@code ./linkage bench audit}: what the log costs. Appends over REST and straight to the topic,
 * sealing, proofs, the full audit, and the auditors' queries on a large projection.
 */
public final class AuditBenchmark {
  private static final int CALLERS = 32;
  private static final int PER_SECOND = 500;
  private static final int FLOOD = 40_000;
  private static final Duration SEALED = Duration.ofMinutes(5);
  private static final int QUERIES = 100;

  private final Path home;
  private final Duration measured;
  private final long records;

  /**
   * A benchmark of packaged services.
   *
   * @param home the project's root folder
   * @param measured how long each figure over time is measured; twice as long is warmed up
   * @param records generated for the queries
   */
  public AuditBenchmark(Path home, Duration measured, long records) {
    this.home = home;
    this.measured = measured;
    this.records = records;
  }

  /** Runs it and prints the table; the JSON goes to {@code target/bench/audit.json}. */
  public void run() throws IOException, InterruptedException, SQLException {
    Figures figures = new Figures();
    try (var stack =
        LocalStack.throwaway(home, AuditBenchmark::tell)
            // the service's own default, which the local run stretches for its one small machine
            .with("linkage.audit.seal.gathering", "20ms")
            .with("linkage.audit.quota.denials-per-second", "1000000")
            .with("linkage.audit.quota.denials-at-once", "1000000")) {
      stack.start();
      URI log = URI.create(stack.ports().url(Processes.AUDIT) + "/log/v1/");
      try (var calls = new DenialCallsHttp(stack);
          var seals = new SealTimesKafka(stack.kafka().bootstrapServers(), log)) {
        warmUp(calls);
        System.out.println("\n" + Figures.heading());
        overRest(calls, seals, figures);
        straightToTheTopic(stack, seals, figures);
      }
      sizes(stack, figures);
      ProofFigures.measure(figures);
      new FullAudit(stack).measure(figures);
      queries(stack, figures);
    }
    write(figures);
  }

  private static void tell(String step) {
    System.out.println("· " + step);
  }

  private void warmUp(DenialCallsHttp calls) throws InterruptedException {
    tell("warm-up, " + measured.multipliedBy(2).toSeconds() + " s");
    Load.run(CALLERS, measured.multipliedBy(2), once(calls));
  }

  private static Supplier<Optional<String>> once(DenialCallsHttp calls) {
    return () -> {
      DenialCallsHttp.Reply reply = calls.send(calls.prepare());
      return reply.offset().isPresent() ? Optional.empty() : Optional.of(reply.failure());
    };
  }

  private void overRest(DenialCallsHttp calls, SealTimesKafka seals, Figures figures)
      throws InterruptedException {
    // Its requests are signed within the loop, so that the load is part of what the machine does.
    Load.Result closed = Load.run(CALLERS, measured, once(calls));
    figures.add(
        "append over REST (denials), closed loop of 32 callers",
        closed.perSecond(),
        "1/s",
        Goal.atLeast(3000));
    failures("REST, closed loop", closed.errors(), figures);
    openLoop(
        "REST",
        () -> {
          HttpRequest prepared = calls.prepare();
          return calls.send(prepared).offset();
        },
        seals,
        figures);
  }

  private void straightToTheTopic(LocalStack stack, SealTimesKafka seals, Figures figures)
      throws InterruptedException, SQLException {
    Path keys = stack.data().resolve("keys").resolve(Processes.AUDIT).resolve("keys.json");
    SignedRecords signed;
    try (Connection connection = database(stack)) {
      signed =
          new SignedRecords(
              keys,
              LocalWitness.policy(stack.data()).logs().getFirst().key().name(),
              MonthKeyRows.open(connection, keys));
    }
    try (var appends = new AppendsKafka(stack.kafka().bootstrapServers())) {
      var beforehand =
          new ConcurrentLinkedQueue<>(signed.requests((int) (PER_SECOND * measured.toSeconds())));
      openLoop("topic", () -> appends.append(next(beforehand)), seals, figures);
      List<byte[]> flood = signed.exchanges(FLOOD / 2);
      AppendsKafka.Flood appended = appends.all(flood);
      figures.add(
          "append to the topic, 256 under way, %,d records".formatted(FLOOD),
          flood.size() / (appended.nanos() / 1e9),
          "1/s",
          Goal.atLeast(10_000));
      failures("topic", appended.errors(), figures);
      seals.await(appended.lastOffset() + 1, false, SEALED);
      long last = seals.published(List.of(appended.lastOffset())).values().iterator().next();
      figures.add(
          "sealed: the same until the signed checkpoint has them all",
          flood.size() / ((last - appended.startNanos()) / 1e9),
          "1/s",
          Goal.atLeast(10_000));
    }
  }

  private static byte[] next(ConcurrentLinkedQueue<byte[]> records) {
    byte[] record = records.poll();
    if (record == null) {
      throw new IllegalStateException("too few records were made");
    }
    return record;
  }

  private void openLoop(
      String where, Supplier<OptionalLong> call, SealTimesKafka seals, Figures figures)
      throws InterruptedException {
    String name = where + ", open loop of 500/s: ";
    OpenLoop.Result result = OpenLoop.run(PER_SECOND, measured, call);
    failures(where + ", open loop", result.errors(), figures);
    figures.times(
        name + "acknowledged", result.toAcknowledgement(), Goal.atMost(5), Goal.atMost(50));
    figures.add(name + "the generator was late by at most", result.lateNanos() / 1e6, "ms");
    long size = result.dueNanos().keySet().stream().mapToLong(Long::longValue).max().orElse(0) + 1;
    seals.await(size, false, SEALED);
    seals.await(size, true, SEALED);
    var acknowledged = result.acknowledgedNanos();
    figures.times(
        name + "from there to the sealed proof",
        OpenLoop.after(acknowledged, seals.published(acknowledged.keySet())).orElseThrow(),
        Goal.atMost(25),
        Goal.atMost(150));
    figures.times(
        name + "to the proof that the witness saw, too",
        OpenLoop.after(acknowledged, seals.served(acknowledged.keySet())).orElseThrow(),
        Optional.empty(),
        Optional.empty());
  }

  private static void failures(String where, long errors, Figures figures) {
    if (errors > 0) {
      figures.add(
          where + ": FAILED calls, so that its figures say little", (double) errors, "calls");
    }
  }

  private static void sizes(LocalStack stack, Figures figures)
      throws SQLException, InterruptedException {
    long leaves;
    try (Connection connection = database(stack)) {
      leaves = number(connection, "select size from log_state");
      figures.add(
          "size of a record in Kafka",
          LogSize.bytes(stack.kafka().bootstrapServers()) / (double) leaves,
          "bytes",
          Goal.atMost(1000));
      double all = 0;
      for (String table : List.of("leaf", "entry", "entry_subject", "tile")) {
        double each = bytes(connection, table) / leaves;
        figures.add("size of a record in PostgreSQL, table " + table, each, "bytes");
        all += each;
      }
      figures.add("size of a record in PostgreSQL, with indexes", all, "bytes");
    }
  }

  // A partitioned table is as large as its partitions, and another one has none.
  private static double bytes(Connection connection, String table) throws SQLException {
    return (double)
        number(
            connection,
            """
            select coalesce(sum(pg_total_relation_size(relid)), pg_total_relation_size('%1$s'))
            from pg_partition_tree('%1$s')
            """
                .formatted(table));
  }

  private void queries(LocalStack stack, Figures figures)
      throws SQLException, InterruptedException {
    Instant end = Instant.now().minus(Duration.ofHours(1));
    tell("%,d records are generated for the queries".formatted(records));
    long start = System.nanoTime();
    new GeneratedEntries(end).write(() -> database(stack), records);
    double seconds = (System.nanoTime() - start) / 1e9;
    figures.add("generated rows, with indexes, not part of the product", records / seconds, "1/s");
    try (Connection connection = database(stack)) {
      figures.add("table entry then, with indexes", bytes(connection, "entry") / 1e6, "MB");
    }
    new AuditorQueries(new Offices(stack).audit(), end).measure(QUERIES, records, figures);
  }

  private static long number(Connection connection, String select) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(select)) {
      row.next();
      return row.getLong(1);
    }
  }

  static Connection database(LocalStack stack) throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl(LocalStack.database(Processes.AUDIT)),
        EmbeddedPostgresServer.USERNAME,
        EmbeddedPostgresServer.PASSWORD);
  }

  private void write(Figures figures) throws IOException {
    ObjectNode head = new ObjectMapper().createObjectNode();
    head.put("processors", Runtime.getRuntime().availableProcessors());
    head.put("java", Runtime.version().toString());
    head.put("secondsPerFigure", measured.toSeconds());
    head.put("generatedRecords", records);
    Path file = home.resolve("target/bench/audit.json");
    figures.write(file, head);
    System.out.println("written: " + home.relativize(file));
  }
}
