package jp.linkage.local.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import jp.linkage.local.demo.Offices;

/** {@code ./linkage reconcile}: prints in what the three do not agree, exchange by exchange. */
public final class ReconcileCommand {
  private static final int AGREE = 0;
  private static final int DIFFER = 1;
  private static final int USAGE = 2;
  private static final Duration DAY = Duration.ofDays(1);

  /** An exchange that is younger may still be on its way. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(1);

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Supplier<Offices> offices;
  private final Clock clock;

  /**
   * @param offices of the run that is up
   */
  public ReconcileCommand(Supplier<Offices> offices, Clock clock) {
    this.offices = offices;
    this.clock = clock;
  }

  /**
   * Runs it.
   *
   * @param arguments [--from INSTANT] [--to INSTANT] [--json]
   * @return 0 when all agree, 1 when not, 2 for other arguments
   */
  public int run(List<String> arguments, PrintStream out, PrintStream error) {
    var rest = new ArrayList<>(arguments);
    boolean json = rest.remove("--json");
    Period period;
    try {
      Instant to = option(rest, "--to").orElseGet(() -> clock.instant().minus(UNDER_WAY));
      Instant from = option(rest, "--from").orElseGet(() -> to.minus(DAY));
      period = new Period(from, to);
    } catch (DateTimeException | IllegalArgumentException _) {
      return usage(error);
    }
    if (!rest.isEmpty()) {
      return usage(error);
    }
    Reconcile.Result result = new Reconcile(offices.get()).of(period);
    if (json) {
      out.println(json(period, result));
    } else {
      table(period, result, out);
    }
    return result.agrees() ? AGREE : DIFFER;
  }

  private static Optional<Instant> option(List<String> rest, String name) {
    int at = rest.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == rest.size()) {
      throw new IllegalArgumentException("expected an instant after " + name);
    }
    rest.remove(at);
    return Optional.of(Instant.parse(rest.remove(at)));
  }

  private static int usage(PrintStream error) {
    error.println(
        """
        usage: linkage reconcile [--from INSTANT] [--to INSTANT] [--json]
          compares the records of 番号法23条 that the agencies of the run that is up keep with the
          log: exchanges requested from INSTANT (included; a day before --to unless told) to INSTANT
          (not included; a minute ago unless told), such as 2026-11-23T00:00:00Z\
        """);
    return USAGE;
  }

  private static String json(Period period, Reconcile.Result result) {
    ObjectNode report = JSON.createObjectNode();
    report.put("from", period.from().toString());
    report.put("to", period.to().toString());
    report.put("exchanges", result.exchanges());
    var differences = report.putArray("differences");
    for (Difference difference : result.differences()) {
      differences
          .addObject()
          .put("exchangeId", difference.exchangeId())
          .put("kind", difference.kind().value())
          .put("member", difference.member())
          .put("inquirer", difference.inquirer())
          .put("provider", difference.provider())
          .put("log", difference.log());
    }
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree is JSON", e);
    }
  }

  private static void table(Period period, Reconcile.Result result, PrintStream out) {
    if (!result.agrees()) {
      String form = "%-36s  %-14s  %-15s  %-24s  %-24s  %s%n";
      out.printf(form, "exchange", "what", "member", "inquirer", "provider", "log");
      for (Difference difference : result.differences()) {
        out.printf(
            form,
            difference.exchangeId(),
            difference.kind().value(),
            difference.member(),
            difference.inquirer(),
            difference.provider(),
            difference.log());
      }
    }
    long differing = result.differences().stream().map(Difference::exchangeId).distinct().count();
    out.printf(
        "%d exchanges from %s to %s: %s%n",
        result.exchanges(),
        period.from(),
        period.to(),
        result.agrees() ? "inquirer, provider and log agree" : differing + " DO NOT AGREE");
  }
}
