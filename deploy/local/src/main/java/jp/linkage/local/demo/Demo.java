package jp.linkage.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.api.Inquiries;
import jp.linkage.local.people.Application;
import jp.linkage.local.people.City;
import jp.linkage.local.people.DemoPeople;
import jp.linkage.local.people.Resident;
import jp.linkage.local.registrar.ResidentRegistry;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.LocalWitness;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.message.LogExtract;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.tlog.audit.LogFault;
import jp.linkage.protocol.tlog.audit.LogReport;

/**
 * {@code ./linkage demo}: everything on free ports, the main job on synthetic residents, the
 * account of it on the screen and in {@code target/demo/report.json}.
 */
public final class Demo {
  private static final Duration PROVEN_WITHIN = Duration.ofSeconds(15);

  private final Path home;
  private final DemoReport report = new DemoReport();

  /**
   * A demo of packaged services.
   *
   * @param home the project's root folder
   */
  public Demo(Path home) {
    this.home = home;
  }

  /**
   * Runs it, and stops everything.
   *
   * @return whether everything came out as the statutes and the protocol say
   */
  public boolean run() {
    try (var stack = LocalStack.throwaway(home, Demo::step)) {
      stack.start();
      DemoPeople people = DemoPeople.make();
      try (ResidentRegistry registry = ResidentRegistry.of(stack)) {
        new LoadPeople(new Offices(stack), registry, Demo::step).load(people.residents());
        return tour(stack, registry, people, home.resolve("target/demo/report.json"), 0);
      }
    }
  }

  /**
   * The same in a run that is started, with the people loaded; stops nothing but, for a while, the
   * broker.
   *
   * @param file where the report goes
   * @param invalid how many entries of the log are no records, as others have put them there
   * @return whether everything came out as the statutes and the protocol say
   */
  public boolean tour(
      LocalStack stack, ResidentRegistry registry, DemoPeople people, Path file, long invalid) {
    var offices = new Offices(stack);
    Resident first = people.applications().getFirst().applicant();
    takeIn(people.applications(), offices.welfare());
    denied(offices.welfare(), first);
    withoutLog(stack, offices, first);
    ownHistory(registry, first);
    wholeLog(stack, registry, invalid);
    promises(offices);
    evidence(offices, stack, file.resolveSibling("evidence.zip"));
    report.write(file, people.residents().size(), Pages.entries(offices.audit()));
    summary(file);
    return report.failures() == 0;
  }

  private void takeIn(List<Application> applications, BackOfficeHttp welfare) {
    heading("Applications for disability services (障害福祉サービスの支給申請)");
    for (Application application : applications) {
      long start = System.nanoTime();
      JsonNode view = welfare.post("/v1/applications", ApplicationBody.of(application)).orThrow();
      double millis = (System.nanoTime() - start) / 1e6;
      boolean asExpected = matches(application.expected(), view);
      report.application(application.situation(), view, asExpected, millis);
      tell(application, view, asExpected, millis);
    }
  }

  private static boolean matches(Application.Expected expected, JsonNode view) {
    if (expected.ceiling().isPresent()) {
      return view.path("state").asText().equals("decided")
          && view.path("decision").path("monthlyCeilingYen").asInt(-1) == expected.ceiling().get();
    }
    for (JsonNode reason : view.path("pendingReasons")) {
      if (reason.path("code").asText().equals(expected.gap().orElse(""))) {
        return view.path("state").asText().equals("pending");
      }
    }
    return false;
  }

  private static void tell(
      Application application, JsonNode view, boolean asExpected, double millis) {
    String outcome =
        view.path("state").asText().equals("decided")
            ? "%,d yen a month (%s)"
                .formatted(
                    view.path("decision").path("monthlyCeilingYen").asInt(),
                    view.path("decision").path("article").asText())
            : "stays open";
    System.out.printf(
        "%n%s %s%n    -> %s; %d exchange(s), %.0f ms%n",
        asExpected ? "ok " : "NOT AS EXPECTED",
        application.situation(),
        outcome,
        view.path("inquiries").size(),
        millis);
    for (JsonNode line : view.path("explanation")) {
      System.out.printf(
          "       %-28s %s%n", line.path("article").asText(), line.path("en").asText());
    }
    for (JsonNode certificate : view.path("certificatesNotNeeded")) {
      System.out.printf(
          "       not to be brought: %s, fiscal year %d (%s)%n",
          certificate.path("documentInEnglish").asText(),
          certificate.path("fiscalYear").asInt(),
          certificate.path("basis").asText());
    }
  }

  private void denied(BackOfficeHttp welfare, Resident subject) {
    heading("The law's table denies: a change of the decision (144項2号) may not ask for tax");
    BackOfficeHttp.Reply reply =
        welfare.post(
            "/v1/inquiries",
            Inquiries.municipalTax(
                Processes.AOBA_TAX,
                subject.welfareAddressee(),
                "2",
                DemoPeople.FISCAL_YEAR,
                "demo/denied"));
    String detail = reply.body().path("detail").asText();
    check(
        "an inquiry that no row allows is denied",
        reply.status() == 403 && reply.body().path("type").asText().endsWith(":not-permitted"),
        reply.status() + " " + detail);
  }

  private void withoutLog(LocalStack stack, Offices offices, Resident subject) {
    heading("No log, no exchange: the broker is stopped");
    BackOfficeHttp welfare = offices.welfare();
    BackOfficeHttp tax = offices.tax(City.AOBA);
    long before = Pages.records(tax);
    stack.kafka().stop();
    BackOfficeHttp.Reply refused =
        welfare.post(
            "/v1/inquiries",
            Inquiries.municipalTax(
                Processes.AOBA_TAX,
                subject.welfareAddressee(),
                "1",
                DemoPeople.FISCAL_YEAR,
                "demo/no-log"));
    check(
        "without the log the answer is 503 audit-unavailable",
        refused.status() == 503
            && refused.body().path("type").asText().endsWith(":audit-unavailable"),
        refused.status() + " " + refused.body().path("type").asText());
    check(
        "the provider was not asked",
        Pages.records(tax) == before,
        (Pages.records(tax) - before) + " new records of 番号法23条 at the provider");
    BackOfficeHttp.Reply unseen =
        offices.audit().because("障害福祉サービスの照会の確認").get("/v1/entries?limit=1");
    check(
        "without the log an auditor sees nothing either",
        unseen.status() == 503 && unseen.body().path("entries").isMissingNode(),
        unseen.status() + " " + unseen.body().path("type").asText());
    stack.kafka().start();
    String id = refused.body().path("exchangeId").asText();
    Optional<JsonNode> resumed = resume(welfare, id);
    check(
        "with the broker back, the same exchange id succeeds",
        resumed.isPresent() && resumed.get().path("exchangeId").asText().equals(id),
        resumed.map(answer -> answer.path("status").asText()).orElse("no answer"));
  }

  // The audit-service looks for the broker every second or so.
  private static Optional<JsonNode> resume(BackOfficeHttp welfare, String id) {
    long limit = System.nanoTime() + 40_000_000_000L;
    while (System.nanoTime() < limit) {
      BackOfficeHttp.Reply reply = welfare.post("/v1/inquiries/" + id + "/resume", List.of());
      if (reply.succeeded()) {
        return Optional.of(reply.body());
      }
      try {
        Thread.sleep(500);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private void ownHistory(ResidentRegistry registry, Resident resident) {
    heading("A resident asks who asked for her data (情報提供等の記録の開示)");
    Optional<LogExtract> history =
        registry.enrol(resident.number()).flatMap(token -> registry.readLog(token, "disclosure/1"));
    int entries = history.map(extract -> extract.records().size()).orElse(0);
    history.ifPresent(extract ->
        extract
            .records()
            .forEach(record ->
                System.out.printf(
                    "       %s  %s asked %s%n",
                    record.requestedAt(),
                    record.inquirer(),
                    record.asked().map(asked -> asked.provider().value()).orElse("-"))));
    check("the resident sees her exchanges", entries > 0, entries + " exchanges");
  }

  private void wholeLog(LocalStack stack, ResidentRegistry registry, long invalid) {
    heading("Anyone checks the log: every entry and every hash is computed again (ログの検証)");
    LogReport found = AuditOfTheLog.of(stack, registry.manifest().audit());
    check(
        "the whole log has the root that the audit-service signed",
        found.holds() && found.start() == 0 && found.end() > 0 && found.invalid() == invalid,
        found
            .fault()
            .map(LogFault::line)
            .orElse(found.end() + " entries, " + found.invalid() + " of them invalid"));
    check(
        "its newest checkpoint is cosigned by the witness",
        !found.witnesses().isEmpty(),
        String.valueOf(found.witnesses()));
    check(
        "every exchange stands in it",
        found.records().getOrDefault(RecordType.REQUEST, 0L) > 0
            && found.records().getOrDefault(RecordType.RELEASE, 0L) > 0,
        String.valueOf(found.records()));
  }

  private void promises(Offices offices) {
    heading("The agencies hold the log to its word: every receipt becomes a proof (受領証の検証)");
    Promises.Kept kept = Promises.await(offices, PROVEN_WITHIN);
    check("all receipts of the run are proven", kept.all(), kept.toString());
  }

  private void evidence(Offices offices, LocalStack stack, Path bundle) {
    heading("Evidence in one file, verified without a connection (証拠の束)");
    BundleOfTheDemo made =
        BundleOfTheDemo.make(
            offices, LocalWitness.policyFile(stack.data()), report.exchanges(), bundle);
    check("the bundle of the demo's exchanges holds", made.holds(), made.verdict());
  }

  private void check(String name, boolean asExpected, String found) {
    report.check(name, asExpected, found);
    System.out.printf("%s %s: %s%n", asExpected ? "ok " : "NOT AS EXPECTED", name, found);
  }

  private void summary(Path file) {
    JsonNode summary = report.summary();
    heading("Summary");
    summary
        .properties()
        .forEach(entry -> System.out.printf("  %-20s %s%n", entry.getKey(), entry.getValue()));
    System.out.println(
        "  report               " + (file.startsWith(home) ? home.relativize(file) : file));
  }

  private static void heading(String text) {
    System.out.println("\n== " + text);
  }

  private static void step(String text) {
    System.out.println("· " + text);
  }
}
