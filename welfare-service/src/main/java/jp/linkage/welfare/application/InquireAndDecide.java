package jp.linkage.welfare.application;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import jp.linkage.protocol.header.Occasion;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.welfare.entitlement.Fact;
import jp.linkage.welfare.entitlement.MonthlyCeiling;
import jp.linkage.welfare.inquiry.InquireForCase;
import jp.linkage.welfare.inquiry.InquiryConfig;
import jp.linkage.welfare.inquiry.ReadCaseFile;
import jp.linkage.welfare.inquiry.TaxEvidence;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Takes an application as far as it can go: asks what is open, then decides or says what is
 * missing.
 */
@ApplicationScoped
class InquireAndDecide {
  private final ApplicationRows rows;
  private final InquireForCase inquireForCase;
  private final ReadCaseFile readCaseFile;
  private final InquiryConfig config;
  private final String organisation;

  InquireAndDecide(
      ApplicationRows rows,
      InquireForCase inquireForCase,
      ReadCaseFile readCaseFile,
      InquiryConfig config,
      @ConfigProperty(name = "linkage.agency.organisation") String organisation) {
    this.rows = rows;
    this.inquireForCase = inquireForCase;
    this.readCaseFile = readCaseFile;
    this.config = config;
    this.organisation = organisation;
  }

  /** From where a run may start. */
  enum Start {
    /** Only what was never inquired about, or was given up by a process that died. */
    FIRST,
    /** Also what is pending. */
    AGAIN
  }

  /** How it went. */
  enum Progress {
    /** Inquired, and decided or pending now. */
    DONE,
    /** Somebody else is inquiring at this moment. */
    UNDER_WAY,
    /** There was nothing to do from this start; nobody was asked. */
    NOTHING_TO_DO
  }

  /**
   * Runs once; does nothing while another run is under way or after the decision.
   *
   * @param staff who asks, for the header of every inquiry
   */
  Progress run(UUID id, StaffPseudonym staff, Start start) {
    UUID token = UUID.randomUUID();
    Instant started = now();
    boolean acquired =
        QuarkusTransaction.requiringNew()
            .call(
                () -> rows.acquire(id, token, start, started, started.plus(config.inquiryLease())));
    Application application =
        QuarkusTransaction.requiringNew().call(() -> rows.application(id).orElseThrow());
    if (!acquired) {
      return application.state() == ApplicationState.INQUIRING
          ? Progress.UNDER_WAY
          : Progress.NOTHING_TO_DO;
    }
    try {
      inquire(application, staff);
    } finally {
      // Also when a database or a bug broke the inquiries: what is known is brought before the
      // rule.
      conclude(application, token);
    }
    return Progress.DONE;
  }

  private void conclude(Application application, UUID token) {
    QuarkusTransaction.requiringNew()
        .run(() -> {
          List<TaxEvidence> evidence = readCaseFile.of(application.id()).evidence();
          rows.conclude(
              application.id(),
              token,
              DecideApplication.decide(application.entered(), evidence),
              now());
        });
  }

  private void inquire(Application application, StaffPseudonym staff) {
    NewApplication entered = application.entered();
    if (!MonthlyCeiling.needsTax(new Fact.Known<>(entered.publicAssistance()))) {
      return;
    }
    inquireForCase.inquire(
        application.id(),
        entered.counted(),
        entered.residences(),
        MonthlyCeiling.fiscalYear(entered.serviceMonth()),
        new Occasion(organisation, application.caseReference(), staff, entered.nonDisclosure()));
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS);
  }
}
