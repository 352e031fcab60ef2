package jp.linkage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import jp.linkage.local.bench.AuditBenchmark;
import jp.linkage.local.bench.ExchangeBenchmark;
import jp.linkage.local.faults.FaultRun;

/** {@code ./linkage bench}: which benchmark, and how long. */
final class BenchCommand {
  private static final Duration LONGEST_WARM_UP = Duration.ofMinutes(10);
  private static final int USAGE = 2;

  private final Path home;

  /**
   * @param home the project's root folder
   */
  BenchCommand(Path home) {
    this.home = home;
  }

  /**
   * Runs a benchmark.
   *
   * @param options without the command's own name
   * @return the exit code
   */
  int run(List<String> options) throws IOException, InterruptedException {
    var rest = new ArrayList<>(options);
    String which = rest.isEmpty() ? "" : rest.removeFirst();
    boolean profile = rest.remove("--profile");
    Optional<Long> records = number(rest, "--records");
    Optional<Long> seconds =
        !rest.isEmpty() && rest.getLast().matches("[1-9][0-9]{0,3}")
            ? Optional.of(Long.valueOf(rest.removeLast()))
            : Optional.empty();
    if (rest.isEmpty() && which.equals("exchange") && records.isEmpty()) {
      Duration measured = Duration.ofSeconds(seconds.orElse(20L));
      new ExchangeBenchmark(home, LONGEST_WARM_UP, measured, profile).run();
      return 0;
    }
    if (rest.equals(List.of("--faults"))
        && which.equals("audit")
        && !profile
        && records.isEmpty()) {
      return faults(Duration.ofSeconds(seconds.orElse(300L)));
    }
    if (rest.isEmpty() && which.equals("audit") && !profile) {
      return audit(Duration.ofSeconds(seconds.orElse(20L)), records.orElse(1_000_000L));
    }
    System.err.println(
        """
        usage: linkage bench exchange [--profile] [SECONDS per number of callers, 1 to 9999]
               linkage bench audit [--records N] [SECONDS per figure, 1 to 9999]
               linkage bench audit --faults [SECONDS, 300 unless told]\
        """);
    return USAGE;
  }

  private int faults(Duration length) throws IOException, InterruptedException {
    try {
      return new FaultRun(home, length).run() ? 0 : 1;
    } catch (ExecutionException e) {
      throw new IOException("the broker cannot be asked", e.getCause());
    }
  }

  private int audit(Duration measured, long records) throws IOException, InterruptedException {
    try {
      new AuditBenchmark(home, measured, records).run();
      return 0;
    } catch (SQLException e) {
      throw new IOException("the database cannot be read", e);
    }
  }

  /** The value of an option, which is taken away. */
  private static Optional<Long> number(List<String> options, String name) {
    int at = options.indexOf(name);
    if (at < 0 || at + 1 >= options.size() || !options.get(at + 1).matches("[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    options.remove(at);
    return Optional.of(Long.valueOf(options.remove(at)));
  }
}
