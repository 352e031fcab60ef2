package jp.linkage.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.LocalWitness;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.topic.TopicKafka;
import jp.linkage.local.verify.TiledLogHttp;
import jp.linkage.local.verify.VerifyCommand;
import jp.linkage.protocol.tlog.audit.LogReport;
import jp.linkage.protocol.tlog.audit.LogTrust;
import jp.linkage.protocol.tlog.audit.VerifyLog;
import jp.linkage.testing.EmbeddedPostgresServer;

/** {@code ./linkage verify} of a local run's log, without and with its database. */
public final class FullAudit {
  private static final Duration TOKEN = Duration.ofHours(1);

  private final LocalStack stack;

  /** Of this run. */
  public FullAudit(LocalStack stack) {
    this.stack = stack;
  }

  /**
   * What the command said.
   *
   * @param holds whether everything holds
   * @param out the lines
   */
  public record Verdict(boolean holds, String out) {}

  /** How long it takes. */
  void measure(Figures figures) throws IOException {
    long leaves;
    long nanos;
    try (var log = new TiledLogHttp(URI.create(prefix()), Optional.of(token()))) {
      long start = System.nanoTime();
      LogReport report =
          new VerifyLog(log, LogTrust.of(LocalWitness.policy(stack.data())), (_, _) -> {}).whole();
      nanos = System.nanoTime() - start;
      leaves = report.end();
      if (!report.holds()) {
        throw new IllegalStateException("the log does not hold: " + report.fault());
      }
    }
    figures.add(
        "full audit over HTTP, every signature verified, %,d leaves".formatted(leaves),
        leaves / (nanos / 1e9),
        "leaves/s",
        Figures.Goal.atLeast(50_000));
    long start = System.nanoTime();
    Verdict verdict = compare();
    figures.add(
        "the same with every column of the database compared"
            + (verdict.holds() ? "" : ", which DOES NOT HOLD"),
        leaves / ((System.nanoTime() - start) / 1e9),
        "leaves/s");
    if (!verdict.holds()) {
      System.out.println(verdict.out());
    }
  }

  /** {@code ./linkage verify --log … --database …} with the keys and the topic. */
  public Verdict compare() {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--log",
                prefix(),
                "--policy",
                LocalWitness.policyFile(stack.data()).toString(),
                "--database",
                stack.postgres().jdbcUrl(LocalStack.database(Processes.AUDIT)),
                "--audit-keys",
                stack
                    .data()
                    .resolve("keys")
                    .resolve(Processes.AUDIT)
                    .resolve("keys.json")
                    .toString(),
                "--topic",
                stack.kafka().bootstrapServers()));
    var out = new ByteArrayOutputStream();
    var print = new PrintStream(out, true, UTF_8);
    int status =
        new VerifyCommand(
                Map.of(
                    "LINKAGE_AUDITOR_TOKEN",
                    token(),
                    "LINKAGE_DATABASE_USER",
                    EmbeddedPostgresServer.USERNAME,
                    "LINKAGE_DATABASE_PASSWORD",
                    EmbeddedPostgresServer.PASSWORD),
                TopicKafka::open)
            .run(arguments, print, print);
    return new Verdict(status == 0, out.toString(UTF_8));
  }

  private String prefix() {
    return stack.ports().url(Processes.AUDIT) + "/log/v1/";
  }

  private String token() {
    return stack.staffIssuer().token(Processes.AUDIT, "auditor-01", Set.of("auditor"), TOKEN);
  }
}
