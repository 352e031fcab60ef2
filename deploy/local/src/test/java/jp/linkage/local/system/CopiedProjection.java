package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.LocalWitness;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.topic.TopicKafka;
import jp.linkage.local.verify.VerifyCommand;
import jp.linkage.testing.EmbeddedPostgresServer;

/**
 * A copy of the audit-service's tables as they are now, in a schema of its own, in which a test
 * does what a superuser can; and {@code ./linkage verify --database} of the copy with the log as it
 * is served.
 */
final class CopiedProjection implements AutoCloseable {
  private static final List<String> TABLES =
      List.of(
          "leaf",
          "entry",
          "entry_subject",
          "auditor_view",
          "tile",
          "log_state",
          "checkpoint",
          "cosigned_checkpoint",
          "period_key",
          "held_opening");

  private final RunningLinkage linkage;
  private final String schema;

  /** A run of the command. */
  record Verified(int status, String out, String error) {
    boolean says(String text) {
      return out.contains(text);
    }
  }

  private CopiedProjection(RunningLinkage linkage, String schema) {
    this.linkage = linkage;
    this.schema = schema;
  }

  static CopiedProjection of(RunningLinkage linkage, String schema) throws SQLException {
    var copy = new CopiedProjection(linkage, schema);
    List<String> statements = new ArrayList<>();
    statements.add("create schema " + schema);
    // of one moment, as the service goes on
    for (String table : TABLES) {
      statements.add(
          "create table %1$s.%2$s (like public.%2$s including all)".formatted(schema, table));
    }
    statements.add(
        TABLES.stream()
            .map(table ->
                "%1$s_rows as (insert into %2$s.%1$s select * from public.%1$s)"
                    .formatted(table, schema))
            .reduce((one, other) -> one + ", " + other)
            .map(all -> "with " + all + " select 1")
            .orElseThrow());
    copy.execute(statements.toArray(String[]::new));
    return copy;
  }

  /** What somebody with all rights does to the copy. */
  void execute(String... statements) throws SQLException {
    try (var connection = linkage.database(Processes.AUDIT);
        var statement = connection.createStatement()) {
      statement.execute("set search_path to " + schema + ", public");
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** A number from the copy. */
  long number(String select) throws SQLException {
    try (var connection = linkage.database(Processes.AUDIT);
        var statement = connection.createStatement()) {
      statement.execute("set search_path to " + schema + ", public");
      try (var row = statement.executeQuery(select)) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  /** Verifies with the service's key file and the topic. */
  Verified verify() {
    return verify(
        "--audit-keys",
        linkage.stack().data().resolve("keys").resolve(Processes.AUDIT).resolve("keys.json"),
        "--topic",
        linkage.stack().kafka().bootstrapServers());
  }

  /** Verifies with these options. */
  Verified verify(Object... options) {
    var out = new ByteArrayOutputStream();
    var error = new ByteArrayOutputStream();
    LocalStack stack = linkage.stack();
    String token =
        stack
            .staffIssuer()
            .token(Processes.AUDIT, "auditor-01", Set.of("auditor"), Duration.ofMinutes(10));
    List<String> arguments =
        Stream.concat(
                Stream.of(
                    "--log",
                    URI.create(stack.ports().url(Processes.AUDIT) + "/log/v1"),
                    "--policy",
                    LocalWitness.policyFile(stack.data()),
                    "--database",
                    stack.postgres().jdbcUrl(LocalStack.database(Processes.AUDIT))
                        + "?currentSchema="
                        + schema),
                Stream.of(options))
            .map(Object::toString)
            .toList();
    int status =
        new VerifyCommand(
                Map.of(
                    "LINKAGE_AUDITOR_TOKEN",
                    token,
                    "LINKAGE_DATABASE_USER",
                    EmbeddedPostgresServer.USERNAME,
                    "LINKAGE_DATABASE_PASSWORD",
                    EmbeddedPostgresServer.PASSWORD),
                TopicKafka::open)
            .run(arguments, new PrintStream(out, true, UTF_8), new PrintStream(error, true, UTF_8));
    return new Verified(status, out.toString(UTF_8), error.toString(UTF_8));
  }

  @Override
  public void close() throws SQLException {
    execute("drop schema " + schema + " cascade");
  }
}
