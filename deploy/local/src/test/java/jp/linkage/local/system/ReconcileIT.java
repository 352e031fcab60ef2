package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.reconcile.ReconcileCommand;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.header.ExchangeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whoever changes what one of the three recorded is found by the two others. */
@ExtendWith(WithRunningLinkage.class)
class ReconcileIT {
  private final RunningLinkage linkage;

  ReconcileIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  @Test
  void honestExchange_isNotNamed() {
    String id = ask();
    assertEquals(Set.of(), differences(id));
  }

  @Test
  void rowDeletedAtTheInquirer_isNamed() throws SQLException {
    String id = ask();
    change(Processes.AOBA_WELFARE, "delete from exchange_record", id);
    assertEquals(Set.of("not-kept record"), differences(id));
  }

  @Test
  void rowChangedAtTheProvider_isNamedWithWhatWasChanged() throws SQLException {
    Map<String, String> changes =
        Map.of(
            "set item_number = '145'", "differs itemNumber",
            "set requested_at = requested_at - interval '1 second'", "differs requestedAt",
            "set provided_at = provided_at - interval '1 hour'", "differs providedAt",
            "set outcome = 'deferred'", "differs outcome",
            "set staff = 'somebody-else'", "differs staff",
            "set information = '{livelihood-protection}'", "differs information",
            "set request_offset = request_offset + 1", "differs requestOffset");
    for (Map.Entry<String, String> change : changes.entrySet()) {
      String id = ask();
      change(Processes.AOBA_TAX, "update exchange_record " + change.getKey(), id);
      assertEquals(Set.of(change.getValue()), differences(id), change.getKey());
    }
    String id = ask();
    change(Processes.AOBA_TAX, "update exchange_record_subject set outcome = 'no-record'", id);
    assertEquals(Set.of("differs subjects"), differences(id));
  }

  @Test
  void recordInTheLogThatNobodyKeeps_isNamed() throws SQLException {
    String id = ask();
    change(Processes.AOBA_WELFARE, "delete from exchange_record", id);
    change(Processes.AOBA_TAX, "delete from exchange_record", id);
    assertEquals(Set.of("not-kept record"), differences(id));
  }

  @Test
  void recordThatTheLogDoesNotHave_isNamed() throws SQLException {
    String id = ask();
    String other = ExchangeId.next().toString();
    try (var connection = linkage.database(Processes.AOBA_TAX);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create temporary table copied as select * from exchange_record where exchange_id = '%s';
          update copied set exchange_id = '%s';
          insert into exchange_record select * from copied
          """
              .formatted(id, other));
    }
    assertEquals(Set.of("not-in-the-log record"), differences(other));
    assertEquals(Set.of(), differences(id));
  }

  @Test
  void requestWithoutRelease_isNamedUntilItIsReleased() {
    KeptBack cut = KeptBack.from(linkage, linkage.audit(), KeptBack.RELEASE);
    awaitEntries(cut.exchangeId(), 1);
    assertEquals(Set.of("no-release record", "not-kept record"), differences(cut.exchangeId()));
    assertTrue(linkage.resume(cut.exchangeId()).succeeded());
    awaitEntries(cut.exchangeId(), 2);
    assertEquals(Set.of(), differences(cut.exchangeId()));
  }

  @Test
  void table_namesTheExchange() throws SQLException {
    String id = ask();
    change(Processes.AOBA_TAX, "update exchange_record set item_number = '145'", id);
    var out = new ByteArrayOutputStream();
    assertEquals(1, run(out, "--to", Instant.now().toString()));
    String line =
        out.toString(UTF_8).lines().filter(text -> text.startsWith(id)).findFirst().orElseThrow();
    assertEquals(
        List.of(id, "differs", "itemNumber", "144", "145", "144"), List.of(line.split(" +")));
  }

  private String ask() {
    BackOfficeHttp.Reply reply = linkage.ask(linkage.taxpayer());
    assertTrue(reply.succeeded(), reply::toString);
    String id = reply.body().path("exchangeId").asText();
    awaitEntries(id, 2);
    return id;
  }

  /** The log is searched by what was sealed, which is a moment later. */
  private void awaitEntries(String id, int count) {
    long limit = System.nanoTime() + 20_000_000_000L;
    BackOfficeHttp auditor = linkage.offices().audit().because("awaiting an exchange");
    while (auditor.get("/v1/entries/" + id).body().path("records").size() < count) {
      assertTrue(System.nanoTime() < limit, "the log does not show " + id);
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void change(String agency, String statement, String id) throws SQLException {
    try (var connection = linkage.database(agency);
        var change = connection.createStatement()) {
      assertEquals(
          1, change.executeUpdate(statement + " where exchange_id = '" + id + "'"), statement);
    }
  }

  /** Kind and member of every difference about an exchange, as the command prints them. */
  private Set<String> differences(String id) {
    var out = new ByteArrayOutputStream();
    int status = run(out, "--json", "--to", Instant.now().toString());
    JsonNode report = Json.read(out.toByteArray());
    assertEquals(report.path("differences").isEmpty() ? 0 : 1, status);
    var found = new TreeSet<String>();
    for (JsonNode difference : report.path("differences")) {
      if (difference.path("exchangeId").asText().equals(id)) {
        found.add(difference.path("kind").asText() + " " + difference.path("member").asText());
      }
    }
    return found;
  }

  private int run(ByteArrayOutputStream out, String... arguments) {
    return new ReconcileCommand(linkage::offices, Clock.systemUTC())
        .run(List.of(arguments), new PrintStream(out, true, UTF_8), System.err);
  }
}
