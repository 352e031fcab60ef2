package jp.linkage.local.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.api.Inquiries;
import jp.linkage.local.demo.LoadPeople;
import jp.linkage.local.demo.Offices;
import jp.linkage.local.people.City;
import jp.linkage.local.people.Population;
import jp.linkage.local.people.Resident;
import jp.linkage.local.registrar.ResidentRegistry;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Processes;

/**
 * {@code ./linkage bench exchange}: single inquiries of the welfare office to the tax office over
 * HTTP, every proof made and verified and both records acknowledged, with 1, 8 and 32 callers.
 */
public final class ExchangeBenchmark {
  private static final List<Integer> CALLERS = List.of(1, 8, 32);
  private static final Duration WARM_UP_WINDOW = Duration.ofSeconds(10);
  private static final int COMPARED_WINDOWS = 9;

  /** The rate stands still for a minute or two while much is being compiled, and then goes on. */
  private static final int LEAST_WINDOWS = 30;

  private static final int RESIDENTS = 300;
  private static final long SEED = 20261123;

  private final Path home;
  private final Duration warmUp;
  private final Duration measured;
  private final boolean profile;

  /**
   * A benchmark of packaged services.
   *
   * @param home the project's root folder
   * @param warmUp the longest warm-up; it ends earlier, after five minutes, when the rate no longer
   *     grows
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
    try (var stack = LocalStack.throwaway(home, step -> System.out.println("· " + step))) {
      Path recordings = home.resolve("target/bench/profile");
      if (profile) {
        Files.createDirectories(recordings);
        stack.record(recordings);
      }
      stack.start();
      int fiscalYear = 2026;
      var offices = new Offices(stack);
      List<Resident> residents = Population.of(SEED, RESIDENTS, fiscalYear).residents();
      try (ResidentRegistry registry = ResidentRegistry.of(stack)) {
        new LoadPeople(offices, registry, step -> System.out.println("· " + step)).load(residents);
      }
      List<Resident> taxpayers =
          residents.stream().filter(resident -> resident.taxCities().contains(City.AOBA)).toList();
      BackOfficeHttp welfare = offices.welfare();
      var next = new AtomicInteger();
      Supplier<Optional<String>> inquiry =
          () -> {
            Resident subject = taxpayers.get(next.getAndIncrement() % taxpayers.size());
            return ask(welfare, inquiry(subject, fiscalYear));
          };
      welfare.post("/v1/inquiries", inquiry(taxpayers.getFirst(), fiscalYear)).orThrow();
      warmUp(inquiry);
      ArrayNode rows = new ObjectMapper().createArrayNode();
      System.out.printf(
          "%n%8s %12s %9s %9s %9s %7s  %s%n",
          "callers", "exchanges/s", "p50 ms", "p95 ms", "p99 ms", "errors", "CPU ms per exchange");
      for (int callers : CALLERS) {
        rows.add(measure(stack, callers, inquiry));
      }
      write(rows, stack);
      if (profile) {
        System.out.println("recordings (read with \"jfr view\"): " + home.relativize(recordings));
      }
    }
  }

  // What a failed request said: its status and the type and stage of the problem.
  private static Optional<String> ask(BackOfficeHttp welfare, Map<String, Object> inquiry) {
    BackOfficeHttp.Reply reply;
    try {
      reply = welfare.post("/v1/inquiries", inquiry);
    } catch (UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getCause()));
    }
    if (reply.succeeded()) {
      return Optional.empty();
    }
    return Optional.of(
        "%d %s (%s)"
            .formatted(
                reply.status(),
                reply.body().path("type").asText(),
                reply.body().path("stage").asText()));
  }

  // A JVM compiles what runs often; until then its figures say little of a service that runs for
  // days.
  private void warmUp(Supplier<Optional<String>> inquiry) throws InterruptedException {
    System.out.printf("· warm-up at 32 callers, at most %d s; exchanges/s:", warmUp.toSeconds());
    List<Double> rates = new ArrayList<>();
    long windows = warmUp.dividedBy(WARM_UP_WINDOW);
    while (rates.size() < windows && isGrowing(rates)) {
      double rate = Load.run(32, WARM_UP_WINDOW, inquiry).perSecond();
      rates.add(rate);
      System.out.printf(" %.0f", rate);
    }
    System.out.println();
  }

  /** Whether one of the last windows was faster than the fastest before them. */
  private static boolean isGrowing(List<Double> rates) {
    int last = rates.size() - COMPARED_WINDOWS;
    return rates.size() < LEAST_WINDOWS
        || Collections.max(rates.subList(last, rates.size()))
            > 1.03 * Collections.max(rates.subList(0, last));
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

  private static Map<String, Object> inquiry(Resident subject, int fiscalYear) {
    return Inquiries.municipalTax(
        Processes.AOBA_TAX, subject.welfareAddressee(), "1", fiscalYear, "bench");
  }
}
