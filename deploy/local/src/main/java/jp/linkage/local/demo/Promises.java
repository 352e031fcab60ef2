package jp.linkage.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.stack.Processes;

/** What became of the receipts of the log that the agencies hold. */
final class Promises {
  private Promises() {}

  /**
   * How many receipts all agencies hold, by their state.
   *
   * @param states {@code pending}, {@code unchecked}, {@code broken}, {@code proven}
   */
  record Kept(Map<String, Long> states) {
    /** Whether there are receipts, and each is proven. */
    boolean all() {
      long proven = states.getOrDefault("proven", 0L);
      return proven > 0 && states.values().stream().mapToLong(Long::longValue).sum() == proven;
    }

    @Override
    public String toString() {
      return states.toString();
    }
  }

  /** Waits until all are proven, but no longer than this. */
  static Kept await(Offices offices, Duration longest) {
    long limit = System.nanoTime() + longest.toNanos();
    Kept kept = count(offices);
    while (!kept.all() && System.nanoTime() < limit) {
      try {
        Thread.sleep(300);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return kept;
      }
      kept = count(offices);
    }
    return kept;
  }

  private static Kept count(Offices offices) {
    var states = new TreeMap<String, Long>();
    for (String agency : Processes.AGENCIES) {
      BackOfficeHttp office = offices.office(agency, "agency-auditor-01", "agency-auditor");
      for (String state : new String[] {"pending", "unchecked", "broken", "proven"}) {
        states.merge(state, count(office, state), Long::sum);
      }
    }
    return new Kept(states);
  }

  private static long count(BackOfficeHttp office, String state) {
    long count = 0;
    String before = "";
    while (true) {
      JsonNode page = office.get("/v1/receipts?limit=1000&state=" + state + before).orThrow();
      count += page.path("items").size();
      if (!page.has("next")) {
        return count;
      }
      before = "&before=" + page.path("next").asText();
    }
  }
}
