package jp.linkage.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/** What the demo did, as JSON; without any number or token. */
final class DemoReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final ObjectNode report = JSON.createObjectNode();
  private final ArrayNode applications = report.putArray("applications");
  private final ArrayNode checks = report.putArray("checks");
  private final List<Double> latencies = new ArrayList<>();
  private int failures;

  /** An application as the welfare-service shows it, and whether it came out as expected. */
  void application(String situation, JsonNode view, boolean asExpected, double millis) {
    latencies.add(millis);
    failures += asExpected ? 0 : 1;
    ObjectNode entry = applications.addObject();
    entry.put("situation", situation);
    entry.put("asExpected", asExpected);
    entry.put("millis", millis);
    entry.set("state", view.path("state"));
    entry.set("decision", view.path("decision"));
    entry.set("explanation", view.path("explanation"));
    entry.set("pendingReasons", view.path("pendingReasons"));
    entry.set("exchanges", view.path("inquiries"));
    entry.set("certificatesSaved", view.path("certificatesNotNeeded"));
  }

  /** Something else that was tried. */
  void check(String name, boolean asExpected, String found) {
    failures += asExpected ? 0 : 1;
    ObjectNode entry = checks.addObject();
    entry.put("check", name);
    entry.put("asExpected", asExpected);
    entry.put("found", found);
  }

  /** The ids of the exchanges that the applications needed and the log holds, each once. */
  List<String> exchanges() {
    var ids = new LinkedHashSet<String>();
    for (JsonNode application : applications) {
      for (JsonNode inquiry : application.path("exchanges")) {
        if (inquiry.has("log")) {
          ids.add(inquiry.path("exchangeId").asText());
        }
      }
    }
    return List.copyOf(ids);
  }

  int failures() {
    return failures;
  }

  /** Adds the summary and writes the file. */
  void write(Path file, int residents, long records) {
    int decided = 0;
    int certificates = 0;
    for (JsonNode application : applications) {
      decided += application.path("state").asText().equals("decided") ? 1 : 0;
      certificates += application.path("certificatesSaved").size();
    }
    Collections.sort(latencies);
    ObjectNode summary = report.putObject("summary");
    summary.put("residents", residents);
    summary.put("applications", applications.size());
    summary.put("decided", decided);
    summary.put("pending", applications.size() - decided);
    summary.put("certificatesSaved", certificates);
    summary.put("recordsInTheLog", records);
    summary.put("notAsExpected", failures);
    summary.put("medianMillis", quantile(0.5));
    summary.put("slowestMillis", quantile(1));
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, JSON.writeValueAsBytes(report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode summary() {
    return report.path("summary");
  }

  private double quantile(double quantile) {
    if (latencies.isEmpty()) {
      return 0;
    }
    return latencies.get((int) Math.ceil(quantile * latencies.size()) - 1);
  }
}
