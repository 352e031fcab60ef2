package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.stack.Processes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Inquirer and provider hold the running log to its word. */
@ExtendWith(WithRunningLinkage.class)
class ReceiptsIT {
  private static final Duration LONGEST = Duration.ofSeconds(90);

  private final RunningLinkage linkage;

  ReceiptsIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  @Test
  void exchange_isProvenAtBothAgencies() {
    String id = ask();
    JsonNode inquirer = await(Processes.AOBA_WELFARE, id, shown -> all(shown, "proven"));
    JsonNode provider = await(Processes.AOBA_TAX, id, shown -> all(shown, "proven"));
    assertEquals(List.of("REQUEST", "RELEASE"), types(inquirer));
    assertEquals(List.of("REQUEST"), types(provider));
    assertEquals(0, inquirer.path("alarms").size());
  }

  /** Somebody who owns the audit-service's database lets its checkpoint stay as it is. */
  @Test
  void logThatShowsNothingNew_breaksItsPromiseAndBothAgenciesNameTheExchange() throws SQLException {
    String id;
    inTheLog(
        "create function keep() returns trigger language plpgsql as 'begin return null; end'",
        "create trigger keep before update on checkpoint for each row execute function keep()");
    try {
      id = ask();
      for (String agency : List.of(Processes.AOBA_WELFARE, Processes.AOBA_TAX)) {
        JsonNode shown = await(agency, id, found -> all(found, "broken"));
        shown
            .path("alarms")
            .forEach(alarm -> {
              assertEquals("not-sealed", alarm.path("kind").asText());
              assertEquals(id, alarm.path("exchangeId").asText());
            });
        assertEquals(shown.path("receipts").size(), shown.path("alarms").size());
      }
    } finally {
      inTheLog("drop trigger keep on checkpoint", "drop function keep()");
    }
    // the next record makes the log publish again
    ask();
    for (String agency : List.of(Processes.AOBA_WELFARE, Processes.AOBA_TAX)) {
      JsonNode shown = await(agency, id, found -> all(found, "proven"));
      shown.path("alarms").forEach(alarm -> assertTrue(alarm.has("settledAt"), shown::toString));
    }
  }

  private String ask() {
    BackOfficeHttp.Reply reply = linkage.ask(linkage.taxpayer());
    assertTrue(reply.succeeded(), reply::toString);
    return reply.body().path("exchangeId").asText();
  }

  private void inTheLog(String... statements) throws SQLException {
    try (var connection = linkage.database(Processes.AUDIT);
        var statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static boolean all(JsonNode shown, String state) {
    JsonNode receipts = shown.path("receipts");
    return !receipts.isEmpty()
        && StreamSupport.stream(receipts.spliterator(), false)
            .allMatch(receipt -> receipt.path("state").asText().equals(state));
  }

  private static List<String> types(JsonNode shown) {
    return StreamSupport.stream(shown.path("receipts").spliterator(), false)
        .map(receipt -> receipt.path("recordType").asText())
        .toList();
  }

  private JsonNode await(String agency, String id, Predicate<JsonNode> expected) {
    BackOfficeHttp office = linkage.offices().office(agency, "operator-01", "operator");
    long limit = System.nanoTime() + LONGEST.toNanos();
    JsonNode shown = office.get("/v1/exchanges/" + id + "/receipts").orThrow();
    while (!expected.test(shown)) {
      JsonNode last = shown;
      assertTrue(System.nanoTime() < limit, () -> agency + ": " + last.toPrettyString());
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      shown = office.get("/v1/exchanges/" + id + "/receipts").orThrow();
    }
    return shown;
  }
}
