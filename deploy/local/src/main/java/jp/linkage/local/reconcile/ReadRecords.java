package jp.linkage.local.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import jp.linkage.local.api.BackOfficeHttp;

/** Reads what agencies recorded of their exchanges (番号法23条), as their own auditors. */
final class ReadRecords {
  /** The records of all agencies, by exchange id. */
  private final Map<String, JsonNode> asInquirer = new TreeMap<>();

  private final Map<String, JsonNode> asProvider = new TreeMap<>();

  /** Adds an agency's records of exchanges requested in the period. */
  void add(BackOfficeHttp agency, Period period) {
    String path = "/v1/records?limit=1000&from=%s&to=%s".formatted(period.from(), period.to());
    String before = "";
    while (true) {
      JsonNode page = agency.get(path + before).orThrow();
      page.path("items").forEach(this::add);
      if (!page.has("next")) {
        return;
      }
      before = "&before=" + page.path("next").asText();
    }
  }

  private void add(JsonNode record) {
    Map<String, JsonNode> kept =
        record.path("role").asText().equals("inquirer") ? asInquirer : asProvider;
    kept.put(record.path("exchangeId").asText(), record);
  }

  Map<String, JsonNode> asInquirer() {
    return asInquirer;
  }

  Map<String, JsonNode> asProvider() {
    return asProvider;
  }
}
