package jp.linkage.welfare.application;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import jp.linkage.kit.exchange.InquiryOutcome.LogProof;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.welfare.application.ApplicationView.CertificateView;
import jp.linkage.welfare.application.ApplicationView.ComparisonView;
import jp.linkage.welfare.application.ApplicationView.DecisionView;
import jp.linkage.welfare.application.ApplicationView.EvidenceView;
import jp.linkage.welfare.application.ApplicationView.InquiryView;
import jp.linkage.welfare.application.ApplicationView.LineView;
import jp.linkage.welfare.application.ApplicationView.LogView;
import jp.linkage.welfare.application.ApplicationView.PendingReasonView;
import jp.linkage.welfare.application.ApplicationView.PersonView;
import jp.linkage.welfare.entitlement.Gap;
import jp.linkage.welfare.entitlement.Line;
import jp.linkage.welfare.entitlement.MonthlyCeiling;
import jp.linkage.welfare.inquiry.CaseFile;
import jp.linkage.welfare.inquiry.EvidenceOutcome;
import jp.linkage.welfare.inquiry.InquiryAttempt;
import jp.linkage.welfare.inquiry.Residence;
import jp.linkage.welfare.inquiry.TaxEvidence;

/** Puts an application and its file into the form of the API. Pure. */
final class ShowApplication {
  private final Application application;
  private final CaseFile file;
  private final Map<UUID, InquiryAttempt> attempts;
  private final int fiscalYear;

  private ShowApplication(Application application, CaseFile file) {
    this.application = application;
    this.file = file;
    this.attempts =
        file.attempts().stream().collect(Collectors.toMap(InquiryAttempt::id, Function.identity()));
    this.fiscalYear = MonthlyCeiling.fiscalYear(application.entered().serviceMonth()).year();
  }

  static ApplicationView show(Application application, CaseFile file) {
    return new ShowApplication(application, file).view();
  }

  private ApplicationView view() {
    NewApplication entered = application.entered();
    return new ApplicationView(
        application.id(),
        application.caseReference().value(),
        application.state().code(),
        "1",
        entered.serviceMonth().toString(),
        fiscalYear,
        entered.living().code(),
        entered.publicAssistance().code(),
        entered.nonDisclosure(),
        person(entered.applicant()),
        entered.members().stream().map(ShowApplication::person).toList(),
        application.decided().map(d -> new DecisionView(d.monthlyYen(), d.article(), d.at())),
        application.explanation().stream().map(ShowApplication::line).toList(),
        application.open().stream().map(this::reason).toList(),
        file.attempts().stream().map(ShowApplication::inquiry).toList(),
        file.evidence().stream().map(this::evidence).toList(),
        certificates(item -> item.outcome() == EvidenceOutcome.PROVIDED && isSettled(item)),
        certificates(item -> item.outcome() == EvidenceOutcome.NOT_CONNECTED),
        application.receivedAt(),
        application.receivedBy().value(),
        application.changedAt());
  }

  private static PersonView person(HouseholdPerson person) {
    return new PersonView(
        person.addressee().value(),
        person.relation().code(),
        person.birthDate(),
        person.sameHousehold(),
        person.residence().text());
  }

  private static LineView line(Line line) {
    return new LineView(
        line.article(),
        line.japanese(),
        line.english(),
        line.comparison().map(c -> new ComparisonView(c.amount(), c.threshold(), c.below())));
  }

  private PendingReasonView reason(OpenFact open) {
    Gap gap = open.gap();
    Optional<InquiryAttempt> attempt =
        file.evidence().stream()
            .filter(item -> item.person().equals(open.person()))
            .flatMap(item -> item.inquiryId().map(attempts::get).stream())
            .reduce((first, last) -> last);
    return new PendingReasonView(
        open.person().value(),
        gap.code(),
        gap.japanese(),
        gap.english(),
        attempt.map(InquiryAttempt::exchangeId).map(ExchangeId::toString),
        attempt.flatMap(InquiryAttempt::problem));
  }

  private static InquiryView inquiry(InquiryAttempt attempt) {
    return new InquiryView(
        attempt.exchangeId().toString(),
        attempt.planned().provider().value(),
        attempt.planned().relation().value(),
        "municipal-tax",
        attempt.planned().fiscalYear().year(),
        attempt.planned().subjects().stream().map(Object::toString).toList(),
        attempt.state().code(),
        attempt.problem(),
        attempt.proof().map(ShowApplication::log),
        attempt.startedAt(),
        attempt.endedAt());
  }

  private static LogView log(LogProof proof) {
    boolean released = proof.releaseOffset() >= 0;
    return new LogView(
        proof.topicId(),
        proof.requestOffset(),
        proof.requestedAt(),
        released ? Optional.of(proof.releaseOffset()) : Optional.empty(),
        released ? Optional.of(proof.releasedAt()) : Optional.empty());
  }

  private EvidenceView evidence(TaxEvidence item) {
    Optional<InquiryAttempt> attempt = item.inquiryId().map(attempts::get);
    Optional<LogView> log = attempt.flatMap(InquiryAttempt::proof).map(ShowApplication::log);
    return new EvidenceView(
        item.person().value(),
        item.fiscalYear().year(),
        item.outcome().code(),
        attempt.map(InquiryAttempt::exchangeId).map(ExchangeId::toString),
        log.map(LogView::requestOffset),
        log.flatMap(LogView::releaseOffset),
        item.fields(),
        item.obtainedAt());
  }

  /** An undeclared record is provided, too, but it stands for no certificate. */
  private boolean isSettled(TaxEvidence item) {
    return application.open().stream().noneMatch(open -> open.person().equals(item.person()));
  }

  private List<CertificateView> certificates(Predicate<TaxEvidence> which) {
    Map<?, Residence> residences = application.entered().residences();
    return file.evidence().stream()
        .filter(which)
        .map(item ->
            new CertificateView(
                item.person().value(),
                "市町村民税 課税(非課税)証明書",
                "certificate of municipal tax",
                Optional.ofNullable(residences.get(item.person())).map(Residence::text).orElse(""),
                item.fiscalYear().year(),
                item.outcome() == EvidenceOutcome.PROVIDED ? "番号法22条2項" : "障害者総合支援法施行規則7条2項1号"))
        .toList();
  }
}
