package jp.linkage.local.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import jp.linkage.local.api.BackOfficeHttp;

/**
 * What auditors ask, one after the other, over REST as they do: each query is a record of the log
 * that is acknowledged before anything is read.
 */
final class AuditorQueries {
  private static final int WARM_UP = 20;
  private static final double GOAL_MILLIS = 200;

  private final BackOfficeHttp auditor;
  private final Instant end;
  private final SplittableRandom random = new SplittableRandom(2);

  /**
   * @param end before which the entries lie
   */
  AuditorQueries(BackOfficeHttp auditor, Instant end) {
    this.auditor = auditor.because("bench: a typical query");
    this.end = end;
  }

  private Map<String, IntFunction<String>> queries() {
    Map<String, IntFunction<String>> queries = new LinkedHashMap<>();
    queries.put("newest entries", _ -> "/v1/entries?limit=100");
    queries.put(
        "inquirer and provider, a month",
        i ->
            "/v1/entries?inquirer=%s&provider=%s&%s"
                .formatted(
                    GeneratedEntries.agencyOf(i), GeneratedEntries.agency(i * 7), period(30)));
    queries.put(
        "an official, all of the year",
        i -> "/v1/entries?staff=%s".formatted(GeneratedEntries.staff(i * 13)));
    queries.put(
        "either agency, a week",
        i -> "/v1/entries?agency=%s&%s".formatted(GeneratedEntries.agency(i * 3), period(7)));
    queries.put(
        "affair and item, a week",
        i ->
            "/v1/entries?affair=%s&item=%s&%s"
                .formatted(GeneratedEntries.affair(i), GeneratedEntries.item(i), period(7)));
    queries.put(
        "information, a day",
        i -> "/v1/entries?information=%s&%s".formatted(GeneratedEntries.information(i), period(1)));
    queries.put("denials, a month", _ -> "/v1/entries?type=DENY&" + period(30));
    queries.put("asked and not answered, a month", _ -> "/v1/entries?outcome=open&" + period(30));
    queries.put(
        "facets of an inquirer, a month",
        i -> "/v1/facets?inquirer=%s&%s".formatted(GeneratedEntries.agencyOf(i), period(30)));
    queries.put(
        "an official in numbers, the year",
        i ->
            "/v1/staff/%s/%s/summary?from=%s&to=%s"
                .formatted(
                    GeneratedEntries.agencyOf(i * 13),
                    GeneratedEntries.staff(i * 13),
                    end.minus(Duration.ofDays(365)),
                    end));
    return queries;
  }

  private String period(int days) {
    Instant from =
        end.minus(Duration.ofDays(days)).minusSeconds(random.nextInt(1, 300 * 24 * 3600));
    return "from=%s&to=%s".formatted(from, from.plus(Duration.ofDays(days)));
  }

  /** Asks each so often. */
  void measure(int times, long records, Figures figures) {
    List<Long> all = new ArrayList<>();
    for (Map.Entry<String, IntFunction<String>> query : queries().entrySet()) {
      List<Long> nanos = new ArrayList<>();
      String failure = "";
      for (int i = -WARM_UP; i < times; i++) {
        String path = query.getValue().apply(i + WARM_UP);
        long before = System.nanoTime();
        BackOfficeHttp.Reply reply = auditor.get(path);
        if (!reply.succeeded()) {
          failure = " FAILED: " + reply.status() + " " + reply.body().path("detail").asText();
        } else if (i >= 0) {
          nanos.add(System.nanoTime() - before);
        }
      }
      all.addAll(nanos);
      Quantiles quantiles = Quantiles.of(nanos);
      figures.add("query: " + query.getKey() + ", p50" + failure, quantiles.millis(0.50), "ms");
      figures.add(
          "query: " + query.getKey() + ", p95" + failure,
          quantiles.millis(0.95),
          "ms",
          Figures.Goal.atMost(GOAL_MILLIS));
    }
    figures.add(
        "query: all of these at %,d records, p95".formatted(records),
        Quantiles.of(all).millis(0.95),
        "ms",
        Figures.Goal.atMost(GOAL_MILLIS));
  }
}
