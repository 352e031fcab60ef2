package jp.linkage.welfare.inquiry;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import jp.linkage.kit.exchange.Inquiry;
import jp.linkage.kit.exchange.InquiryOutcome;
import jp.linkage.kit.exchange.InquirySubject;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.ProcedureNumber;
import jp.linkage.welfare.entitlement.CountedPersons;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.FiscalYear;
import jp.linkage.welfare.entitlement.MunicipalTax;

/**
 * Sends what an application still needs and keeps what comes back. No transaction is open while
 * another agency is asked.
 */
@ApplicationScoped
public class InquireForCase {
  private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

  private final InquiryAttemptRows attempts;
  private final TaxEvidenceRows evidence;
  private final ReadCaseFile readCaseFile;
  private final TaxRegistries registries;
  private final SendInquiries sendInquiries;
  private final Exchanges exchanges;

  InquireForCase(
      InquiryAttemptRows attempts,
      TaxEvidenceRows evidence,
      ReadCaseFile readCaseFile,
      TaxRegistries registries,
      SendInquiries sendInquiries,
      Exchanges exchanges) {
    this.attempts = attempts;
    this.evidence = evidence;
    this.readCaseFile = readCaseFile;
    this.registries = registries;
    this.sendInquiries = sendInquiries;
    this.exchanges = exchanges;
  }

  /**
   * Inquires about those who count and whose tax is not known yet. The caller makes sure that
   * nobody else does so for the same application at the same time.
   *
   * @param residences on the assessment day, by addressee number
   */
  public void inquire(
      UUID applicationId,
      CountedPersons counted,
      Map<AddresseeNumber, Residence> residences,
      FiscalYear fiscalYear,
      Occasion occasion) {
    CaseFile file = QuarkusTransaction.requiringNew().call(() -> readCaseFile.of(applicationId));
    Set<AddresseeNumber> known =
        file.evidence().stream()
            .filter(e -> e.fiscalYear().equals(fiscalYear) && isKnown(e, residences))
            .map(TaxEvidence::person)
            .collect(Collectors.toSet());
    PlanInquiries.Plan plan =
        PlanInquiries.plan(counted, residences, fiscalYear, known, registries);
    Instant now = now();
    QuarkusTransaction.requiringNew()
        .run(() ->
            plan.withoutAsking()
                .forEach((person, fact) ->
                    evidence.put(applicationId, withoutAsking(person, fiscalYear, fact, now))));
    List<ChooseAttempts.Choice> lapsed =
        send(
            applicationId,
            ChooseAttempts.choose(plan.inquiries(), file.attempts(), IDS::generate, now),
            occasion);
    // 命令41条3項: the notification has lost its effect; only a new request helps.
    send(
        applicationId,
        lapsed.stream()
            .map(
                c -> ChooseAttempts.anew(c.attempt().planned(), c.persons(), IDS.generate(), now()))
            .toList(),
        occasion);
  }

  /** Sends, stores what came, and returns the exchanges that were taken up too late. */
  private List<ChooseAttempts.Choice> send(
      UUID applicationId, List<ChooseAttempts.Choice> choices, Occasion occasion) {
    if (choices.isEmpty()) {
      return List.of();
    }
    QuarkusTransaction.requiringNew()
        .run(() ->
            choices.stream()
                .filter(choice -> !choice.resumed())
                .forEach(choice -> attempts.start(applicationId, choice.attempt())));
    List<Optional<InquiryOutcome>> outcomes =
        sendInquiries.send(
            choices.stream()
                .map(choice ->
                    new SendInquiries.Sending(
                        choice.attempt().exchangeId(),
                        inquiry(choice.attempt().planned(), occasion),
                        choice.resumed()))
                .toList());
    Instant now = now();
    List<ChooseAttempts.Choice> lapsed = new ArrayList<>();
    QuarkusTransaction.requiringNew()
        .run(() -> {
          for (int i = 0; i < choices.size(); i++) {
            ChooseAttempts.Choice choice = choices.get(i);
            Optional<InquiryOutcome> outcome = outcomes.get(i);
            attempts.end(ReadOutcome.end(choice.attempt(), outcome, now));
            ReadOutcome.evidence(choice.attempt(), choice.persons(), outcome, now)
                .forEach(item -> evidence.put(applicationId, item));
            switch (outcome.orElse(null)) {
              case InquiryOutcome.Answered answered -> exchanges.acknowledge(answered);
              case InquiryOutcome.Lapsed _ when choice.resumed() -> lapsed.add(choice);
              case null, default -> {}
            }
          }
        });
    return lapsed;
  }

  private static boolean isKnown(TaxEvidence evidence, Map<AddresseeNumber, Residence> residences) {
    Residence residence = residences.get(evidence.person());
    return residence != null
        && evidence.fact(residence.inDesignatedCity()) instanceof Fact.Known<MunicipalTax>;
  }

  private static TaxEvidence withoutAsking(
      AddresseeNumber person, FiscalYear fiscalYear, Fact<MunicipalTax> fact, Instant now) {
    EvidenceOutcome outcome =
        fact instanceof Fact.Known<MunicipalTax>
            ? EvidenceOutcome.OWN_RECORDS
            : EvidenceOutcome.NOT_CONNECTED;
    return new TaxEvidence(person, fiscalYear, Optional.empty(), outcome, Optional.empty(), now);
  }

  /** 命令146条1号リ. */
  private static Inquiry inquiry(PlannedInquiry planned, Occasion occasion) {
    LegalBasis basis =
        new LegalBasis(
            new ItemNumber("144"),
            new AffairId("disability-support-benefits"),
            new ProcedureNumber("1"),
            List.of(new InformationId("municipal-tax")),
            planned.relation(),
            Optional.empty());
    Map<String, String> parameters = Map.of("fiscalYear", planned.fiscalYear().parameter());
    return new Inquiry(
        planned.provider(),
        basis,
        occasion,
        planned.subjects().stream()
            .map(subject -> new InquirySubject(subject, parameters))
            .toList());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
