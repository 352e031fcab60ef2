package jp.linkage.local.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import jp.linkage.local.api.BackOfficeHttp;

/** Reads the log's exchanges as an auditor. */
final class ReadLog {
  // requestedAt and the log's clock may differ by 60 s (protocol §4.1)
  private static final Duration SKEW = Duration.ofSeconds(60);

  private final BackOfficeHttp audit;

  /**
   * @param audit an auditor at the audit-service
   */
  ReadLog(BackOfficeHttp audit) {
    this.audit = audit.because("reconciling the records of agencies with the log");
  }

  /** The exchanges between agencies that were requested in a period, by their ids. */
  Map<String, LoggedExchange> requestedIn(Period period) {
    var exchanges = new LinkedHashMap<String, LoggedExchange>();
    String path =
        "/v1/entries?limit=500&from=%s&to=%s"
            .formatted(period.from().minus(SKEW), period.to().plus(SKEW));
    String before = "";
    while (true) {
      JsonNode page = audit.get(path + before).orThrow();
      page.path("entries").forEach(entry -> add(exchanges, entry));
      if (!page.has("next")) {
        exchanges.values().removeIf(exchange -> !exchange.isRequestedIn(period));
        return exchanges;
      }
      before = "&before=" + page.path("next").asText();
    }
  }

  private static void add(Map<String, LoggedExchange> exchanges, JsonNode entry) {
    if (entry.has("exchangeId")) {
      exchanges
          .computeIfAbsent(entry.path("exchangeId").asText(), _ -> new LoggedExchange())
          .add(entry);
    }
  }

  /** Everything about one exchange, whenever it was; without entries when the log has none. */
  LoggedExchange exchange(String id) {
    var exchange = new LoggedExchange();
    BackOfficeHttp.Reply reply = audit.get("/v1/entries/" + id);
    if (reply.status() != 404) {
      reply.orThrow().path("records").forEach(record -> exchange.add(record.path("entry")));
    }
    return exchange;
  }
}
