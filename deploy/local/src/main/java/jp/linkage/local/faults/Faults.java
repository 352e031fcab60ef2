package jp.linkage.local.faults;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.stack.ServiceProcess;
import jp.linkage.testing.EmbeddedPostgresServer;

/** What breaks in a local run, in the order in which it does. */
final class Faults {
  private static final Duration AT_ONCE = Duration.ZERO;

  private final LocalStack stack;
  private final RawRecordsKafka raw;

  Faults(LocalStack stack, RawRecordsKafka raw) {
    this.stack = stack;
    this.raw = raw;
  }

  List<Fault> all() {
    return List.of(
        new Fault(
            "broker stopped for 3 s",
            stack.kafka()::stop,
            Duration.ofSeconds(3),
            stack.kafka()::start),
        killed(Processes.AUDIT),
        new Fault(
            "the audit-service's connections to PostgreSQL ended, five times",
            this::endConnections,
            AT_ONCE,
            () -> {}),
        stopped(Processes.AUDIT, Duration.ofSeconds(4)),
        new Fault(
            "PostgreSQL stopped for 2 s",
            stack.postgres()::stop,
            Duration.ofSeconds(2),
            stack.postgres()::start),
        killed(Processes.GATEWAY),
        new Fault(
            "duplicate, forged and damaged records appended past the service",
            raw::append,
            AT_ONCE,
            () -> {}),
        new Fault(
            "witness stopped for 6 s",
            stack.witness()::close,
            Duration.ofSeconds(6),
            stack.witness()::restart),
        stopped(Processes.GATEWAY, Duration.ofSeconds(4)),
        new Fault(
            "broker stopped for 2 s and the audit-service killed meanwhile",
            () -> {
              stack.kafka().stop();
              stack.process(Processes.AUDIT).kill();
            },
            Duration.ofSeconds(2),
            () -> {
              stack.kafka().start();
              restart(Processes.AUDIT);
            }));
  }

  private Fault killed(String process) {
    return new Fault(
        process + " killed (-9) and started again",
        stack.process(process)::kill,
        AT_ONCE,
        () -> restart(process));
  }

  private void restart(String process) {
    ServiceProcess service = stack.process(process);
    service.start();
    service.awaitReady();
  }

  private Fault stopped(String process, Duration lasts) {
    return new Fault(
        "%s stands still (SIGSTOP) for %d s".formatted(process, lasts.toSeconds()),
        () -> signal("-STOP", process),
        lasts,
        () -> signal("-CONT", process));
  }

  private void signal(String signal, String process) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", signal, Long.toString(stack.process(process).pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException("kill " + signal + " ended with " + status);
    }
  }

  private void endConnections() throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                stack.postgres().jdbcUrl("postgres"),
                EmbeddedPostgresServer.USERNAME,
                EmbeddedPostgresServer.PASSWORD);
        var statement =
            connection.prepareStatement(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")) {
      statement.setString(1, LocalStack.database(Processes.AUDIT));
      for (int i = 0; i < 5; i++) {
        statement.executeQuery().close();
        Thread.sleep(200);
      }
    }
  }
}
