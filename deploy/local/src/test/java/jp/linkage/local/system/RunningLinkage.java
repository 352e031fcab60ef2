package jp.linkage.local.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.api.Inquiries;
import jp.linkage.local.demo.LoadPeople;
import jp.linkage.local.demo.Offices;
import jp.linkage.local.people.City;
import jp.linkage.local.people.DemoPeople;
import jp.linkage.local.people.Resident;
import jp.linkage.local.registrar.ResidentRegistry;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Processes;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * The five processes with the demo's people in them, a {@link Tap} before each process that another
 * one calls, and eyes on what an attack must not move: the log and the provider's records.
 */
final class RunningLinkage implements AutoCloseable {
  static final TopicPartition LOG = new TopicPartition("audit.entries.v1", 0);

  private final LocalStack stack;
  private final Tap gateway;
  private final Tap audit;
  private final Tap tax;
  private final Tap otherTax;
  private final DemoPeople people = DemoPeople.make();
  private final AtomicInteger next = new AtomicInteger();
  private final Thread atExit = new Thread(this::stop, "stop-system-tests");

  private RunningLinkage(LocalStack stack) {
    this.stack = stack;
    this.gateway = before(Processes.GATEWAY);
    this.audit = before(Processes.AUDIT);
    this.tax = before(Processes.AOBA_TAX);
    this.otherTax = before(Processes.MIDORI_TAX);
  }

  private Tap before(String process) {
    Tap tap = Tap.before(stack.ports().url(process));
    stack.advertise(process, tap.address());
    return tap;
  }

  /** Starts everything and loads the people. */
  static RunningLinkage start() {
    // The attacks come faster than any agency asks; what they must meet is the refusal, not a
    // quota.
    LocalStack stack =
        LocalStack.throwaway(home(), RunningLinkage::tell)
            .with("linkage.gateway.quota.items-per-second", "100000")
            .with("linkage.gateway.quota.burst", "1000000")
            .with("linkage.audit.quota.items-per-second", "100000")
            .with("linkage.audit.quota.items-at-once", "1000000")
            .with("linkage.receipts.grace", "2S")
            .with("linkage.audit.retention.every", "5S");
    var linkage = new RunningLinkage(stack);
    // Nothing may be left behind when the tests are interrupted either.
    Runtime.getRuntime().addShutdownHook(linkage.atExit);
    try {
      stack.start();
      try (var registry = ResidentRegistry.of(stack)) {
        new LoadPeople(linkage.offices(), registry, RunningLinkage::tell)
            .load(linkage.people.residents());
      }
      return linkage;
    } catch (RuntimeException e) {
      linkage.close();
      throw e;
    }
  }

  private static void tell(String progress) {
    System.out.println("· " + progress);
  }

  /** The project's root folder. */
  static Path home() {
    return Path.of("").toAbsolutePath().resolve("../..").normalize();
  }

  LocalStack stack() {
    return stack;
  }

  /** M1 and its answer pass here. */
  Tap gateway() {
    return gateway;
  }

  /** M2, denials, releases and their answers pass here. */
  Tap audit() {
    return audit;
  }

  /** M3 and M4 of 青葉市's tax office pass here. */
  Tap tax() {
    return tax;
  }

  /** M3 and M4 of 緑市's tax office pass here. */
  Tap otherTax() {
    return otherTax;
  }

  Offices offices() {
    return new Offices(stack);
  }

  DemoPeople people() {
    return people;
  }

  /** An agency as whoever holds its keys can play it. */
  Impostor impostor(String agency) {
    return Impostor.of(stack, agency);
  }

  /** Somebody whom the tax office of 青葉市 has an assessment of; another one at every call. */
  Resident taxpayer() {
    List<Resident> taxpayers =
        people.residents().stream()
            .filter(resident -> resident.registered() && resident.protection().isEmpty())
            .filter(resident -> resident.taxCities().contains(City.AOBA))
            .filter(resident -> assessed(resident))
            .toList();
    return taxpayers.get(next.getAndIncrement() % taxpayers.size());
  }

  private static boolean assessed(Resident resident) {
    return resident.assessments().stream()
        .anyMatch(assessment ->
            assessment.city() == City.AOBA && assessment.fiscalYear() == DemoPeople.FISCAL_YEAR);
  }

  /** The welfare office asks the tax office of 青葉市 about a person. */
  BackOfficeHttp.Reply ask(Resident subject) {
    return offices().welfare().post("/v1/inquiries", inquiry(subject));
  }

  /** The same, which must succeed. */
  void askSuccessfully() {
    BackOfficeHttp.Reply reply = ask(taxpayer());
    assertTrue(reply.succeeded(), () -> "an honest inquiry: " + reply);
  }

  /** The welfare office takes an exchange up again. */
  BackOfficeHttp.Reply resume(String exchangeId) {
    return offices().welfare().post("/v1/inquiries/" + exchangeId + "/resume", List.of());
  }

  static Map<String, Object> inquiry(Resident subject) {
    return Inquiries.municipalTax(
        Processes.AOBA_TAX,
        subject.welfareAddressee(),
        "1",
        DemoPeople.FISCAL_YEAR,
        "system-test/1");
  }

  /** How many records the log holds. */
  long log() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", stack.kafka().bootstrapServers()))) {
      return admin
          .listOffsets(Map.of(LOG, OffsetSpec.latest()))
          .partitionResult(LOG)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** How many exchanges an agency has recorded under 番号法23条, as provider or inquirer. */
  long records(String agency) {
    return rows(agency, "exchange_record");
  }

  /** How many entries of the log are no records, which only tests put there. */
  long invalid() {
    return rows(Processes.AUDIT, "entry where state = 'invalid'");
  }

  private long rows(String process, String from) {
    try (var connection = database(process);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from " + from)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A connection to a process's own database. */
  Connection database(String process) throws SQLException {
    return connection(LocalStack.database(process));
  }

  /** A connection of the server's administrator. */
  Connection administrator() throws SQLException {
    return connection("postgres");
  }

  private Connection connection(String database) throws SQLException {
    return DriverManager.getConnection(
        stack.postgres().jdbcUrl(database),
        EmbeddedPostgresServer.USERNAME,
        EmbeddedPostgresServer.PASSWORD);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    stop();
  }

  private void stop() {
    stack.close();
    List.of(gateway, audit, tax, otherTax).forEach(Tap::close);
  }
}
