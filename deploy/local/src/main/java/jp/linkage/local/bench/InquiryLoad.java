package jp.linkage.local.bench;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.api.Inquiries;
import jp.linkage.local.demo.LoadPeople;
import jp.linkage.local.demo.Offices;
import jp.linkage.local.people.City;
import jp.linkage.local.people.Population;
import jp.linkage.local.people.Resident;
import jp.linkage.local.registrar.ResidentRegistry;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Processes;

/** The welfare office asks the tax office about one taxpayer after another. */
final class InquiryLoad implements Supplier<Optional<String>> {
  private static final int RESIDENTS = 300;
  private static final long SEED = 20261123;
  private static final int FISCAL_YEAR = 2026;

  private final BackOfficeHttp welfare;
  private final List<Resident> taxpayers;
  private final AtomicInteger next = new AtomicInteger();

  private InquiryLoad(BackOfficeHttp welfare, List<Resident> taxpayers) {
    this.welfare = welfare;
    this.taxpayers = taxpayers;
  }

  /** Registers and enrols residents in a run that is started, and asks about one of them. */
  static InquiryLoad in(LocalStack stack) {
    var offices = new Offices(stack);
    List<Resident> residents = Population.of(SEED, RESIDENTS, FISCAL_YEAR).residents();
    try (ResidentRegistry registry = ResidentRegistry.of(stack)) {
      new LoadPeople(offices, registry, step -> System.out.println("· " + step)).load(residents);
    }
    List<Resident> taxpayers =
        residents.stream().filter(resident -> resident.taxCities().contains(City.AOBA)).toList();
    BackOfficeHttp welfare = offices.welfare();
    welfare.post("/v1/inquiries", inquiry(taxpayers.getFirst())).orThrow();
    return new InquiryLoad(welfare, taxpayers);
  }

  /**
   * One exchange.
   *
   * @return what a failed request said, its status and the type and stage of the problem; empty
   *     when it succeeded
   */
  @Override
  public Optional<String> get() {
    Resident subject = taxpayers.get(next.getAndIncrement() % taxpayers.size());
    BackOfficeHttp.Reply reply;
    try {
      reply = welfare.post("/v1/inquiries", inquiry(subject));
    } catch (UncheckedIOException e) {
      return Optional.of(String.valueOf(e.getCause()));
    }
    if (reply.succeeded()) {
      return Optional.empty();
    }
    return Optional.of(
        "%d %s (%s)"
            .formatted(
                reply.status(),
                reply.body().path("type").asText(),
                reply.body().path("stage").asText()));
  }

  private static Map<String, Object> inquiry(Resident subject) {
    return Inquiries.municipalTax(
        Processes.AOBA_TAX, subject.welfareAddressee(), "1", FISCAL_YEAR, "bench");
  }
}
