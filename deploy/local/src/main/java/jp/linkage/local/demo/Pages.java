package jp.linkage.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import jp.linkage.local.api.BackOfficeHttp;

/** Counts what lists of the services hold, page by page. */
final class Pages {
  private static final int LIMIT = 100;

  private Pages() {}

  /** The records of 番号法23条 that a tax office keeps. */
  static long records(BackOfficeHttp tax) {
    return count(tax, "/v1/records", "items");
  }

  /** The entries of the log that an auditor sees. */
  static long entries(BackOfficeHttp audit) {
    return count(audit.because("the demo counts the records"), "/v1/entries", "entries");
  }

  private static long count(BackOfficeHttp service, String path, String members) {
    long count = 0;
    String cursor = "";
    while (true) {
      JsonNode page =
          service
              .get(path + "?limit=" + LIMIT + (cursor.isEmpty() ? "" : "&before=" + cursor))
              .orThrow();
      count += page.path(members).size();
      cursor = page.path("next").asText();
      if (cursor.isEmpty()) {
        return count;
      }
    }
  }
}
