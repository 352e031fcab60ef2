package jp.linkage.local.demo;

import java.time.Duration;
import java.util.Set;
import jp.linkage.local.api.BackOfficeHttp;
import jp.linkage.local.ceremony.StaffIssuer;
import jp.linkage.local.people.City;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Ports;
import jp.linkage.local.stack.Processes;

/** The back-office systems of a local run, each with a staff member of its agency. */
public final class Offices {
  private static final Duration WORKDAY = Duration.ofHours(8);

  private final Ports ports;
  private final StaffIssuer issuer;

  /** The offices of a run that is started. */
  public Offices(LocalStack stack) {
    this(stack.ports(), stack.staffIssuer());
  }

  /**
   * The offices of a run of another process.
   *
   * @param issuer the identity provider of its staff
   */
  public Offices(Ports ports, StaffIssuer issuer) {
    this.ports = ports;
    this.issuer = issuer;
  }

  /** The welfare office: takes applications in. */
  public BackOfficeHttp welfare() {
    return office(Processes.AOBA_WELFARE, "caseworker-01", "caseworker", "clerk");
  }

  /** A tax office: imports and corrects assessments. */
  public BackOfficeHttp tax(City city) {
    return office(city.taxRegistry(), "tax-clerk-01", "clerk", "agency-auditor");
  }

  /** The auditor of the log. */
  public BackOfficeHttp audit() {
    return office(Processes.AUDIT, "auditor-01", "auditor");
  }

  /** A service with a staff member of these roles. */
  public BackOfficeHttp office(String process, String subject, String... roles) {
    return new BackOfficeHttp(
        ports.url(process), issuer.token(process, subject, Set.of(roles), WORKDAY));
  }
}
