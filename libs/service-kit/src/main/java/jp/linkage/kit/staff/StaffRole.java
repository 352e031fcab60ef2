package jp.linkage.kit.staff;

/** The roles that the {@code groups} claim of a staff JWT can name. */
public final class StaffRole {
  /** Decides on applications and asks other agencies. */
  public static final String CASEWORKER = "caseworker";

  /** Enters and imports data, enrols persons. */
  public static final String CLERK = "clerk";

  /** Reads the records of the own agency. */
  public static final String AGENCY_AUDITOR = "agency-auditor";

  /** Audits all agencies, at the audit-service. */
  public static final String AUDITOR = "auditor";

  /** Runs the services; reads no content. */
  public static final String OPERATOR = "operator";

  private StaffRole() {}
}
