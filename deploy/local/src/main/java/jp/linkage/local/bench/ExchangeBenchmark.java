package jp.linkage.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.TrainedJvms;

/**
 * {@code ./linkage bench exchange}: single inquiries of the welfare office to the tax office over
 * HTTP, every proof made and verified and both records acknowledged, with 1, 8 and 32 callers.
 */
public final class ExchangeBenchmark {
  private static final List<Integer> CALLERS = List.of(1, 8, 32);

  private final Path home;
  private final Duration warmUp;
  private final Duration measured;
  private final boolean profile;

  /**
   * A benchmark of packaged services.
   *
   * @param home the project's root folder
   * @param warmUp the longest warm-up; it ends earlier when the rate no longer grows
   * @param measured per number of callers
   * @param profile whether to sample the services with the JDK's flight recorder, which slows them
   *     by some percent
   */
  public ExchangeBenchmark(Path home, Duration warmUp, Duration measured, boolean profile) {
    this.home = home;
    this.warmUp = warmUp;
    this.measured = measured;
    this.profile = profile;
  }

  /** Runs it and prints the table; the JSON goes to {@code target/bench/exchange.json}. */
  public void run() throws IOException, InterruptedException {
    if (!TrainedJvms.of(home).isComplete()) {
      System.out.println("· a training run, once for each build");
      TrainingRun.of(home);
    }
    try (var stack = LocalStack.throwaway(home, step -> System.out.println("· " + step))) {
      Path recordings = home.resolve("target/bench/profile");
      if (profile) {
        Files.createDirectories(recordings);
        stack.record(recordings);
      }
      stack.start();
      var inquiries = InquiryLoad.in(stack);
      System.out.printf("· warm-up at 32 callers, at most %d s; exchanges/s:", warmUp.toSeconds());
      new WarmUp(stack, 32, inquiries).untilWarm(warmUp);
      ArrayNode rows = new ObjectMapper().createArrayNode();
      System.out.printf(
          "%n%8s %12s %9s %9s %9s %7s  %s%n",
          "callers", "exchanges/s", "p50 ms", "p95 ms", "p99 ms", "errors", "CPU ms per exchange");
      for (int callers : CALLERS) {
        rows.add(measure(stack, callers, inquiries));
      }
      write(rows, stack);
      if (profile) {
        System.out.println("recordings (read with \"jfr view\"): " + home.relativize(recordings));
      }
    }
  }

  private ObjectNode measure(LocalStack stack, int callers, Supplier<Optional<String>> inquiry)
      throws InterruptedException {
    ProcessFigures before = ProcessFigures.of(stack);
    long logBefore = LogSize.bytes(stack.kafka().bootstrapServers());
    Load.Result result = Load.run(callers, measured, inquiry);
    ProcessFigures after = ProcessFigures.of(stack);
    long logBytes = LogSize.bytes(stack.kafka().bootstrapServers()) - logBefore;
    Map<String, Double> cpu = after.cpuMillisPerCall(before, result.calls());
    double cpuSum = cpu.values().stream().mapToDouble(Double::doubleValue).sum();
    System.out.printf(
        "%8d %12.1f %9.1f %9.1f %9.1f %7d  %.2f in all:",
        callers,
        result.perSecond(),
        result.millis(0.50),
        result.millis(0.95),
        result.millis(0.99),
        result.errors(),
        cpuSum);
    cpu.forEach((name, millis) -> System.out.printf(" %s %.2f", name, millis));
    System.out.println();
    result.failures().forEach((reason, count) -> System.out.printf("%8d × %s%n", count, reason));

    ObjectNode row = new ObjectMapper().createObjectNode();
    row.put("callers", callers);
    row.put("exchangesPerSecond", result.perSecond());
    row.put("p50Millis", result.millis(0.50));
    row.put("p95Millis", result.millis(0.95));
    row.put("p99Millis", result.millis(0.99));
    row.put("exchanges", result.calls());
    row.put("errors", result.errors());
    ObjectNode failures = row.putObject("failures");
    result.failures().forEach(failures::put);
    row.put("logBytesPerExchange", logBytes / (double) Math.max(1, result.calls()));
    ObjectNode perProcess = row.putObject("cpuMillisPerExchange");
    cpu.forEach(perProcess::put);
    return row;
  }

  private void write(ArrayNode rows, LocalStack stack) throws IOException {
    var json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode report = json.createObjectNode();
    report.put("processors", Runtime.getRuntime().availableProcessors());
    report.put("java", Runtime.version().toString());
    report.set("runs", rows);
    ObjectNode memory = report.putObject("residentMegabytes");
    ProcessFigures.of(stack).residentMegabytes().forEach(memory::put);
    System.out.printf("%nresident memory, MB: %s%n", memory);
    System.out.printf(
        "log bytes per exchange: %.0f%n",
        rows.get(rows.size() - 1).path("logBytesPerExchange").asDouble());
    Path file = home.resolve("target/bench/exchange.json");
    Files.createDirectories(file.getParent());
    Files.write(file, json.writeValueAsBytes(report));
    System.out.println("written: " + home.relativize(file));
  }
}
