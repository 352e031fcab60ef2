package jp.linkage.audit;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.kit.testing.StaffTokens;

/** Auditors at the API, with the reason that they give. */
public final class Auditors {
  /** Where the reason goes. */
  public static final String REASON_HEADER = "Linkage-Reason";

  /** The reason that they give. */
  public static final String REASON = "a test of the API";

  private Auditors() {}

  /** An auditor of all agencies. */
  public static RequestSpecification auditor(String subject) {
    return withoutReason(subject).header(REASON_HEADER, REASON);
  }

  /** An agency's auditor. */
  public static RequestSpecification of(String agency, String subject) {
    return given()
        .auth()
        .oauth2(StaffTokens.agencyAuditor(AuditResource.SERVICE, subject, agency))
        .header(REASON_HEADER, REASON);
  }

  /** An auditor of all agencies who does not say why. */
  public static RequestSpecification withoutReason(String subject) {
    return given()
        .auth()
        .oauth2(StaffTokens.token(AuditResource.SERVICE, subject, StaffRole.AUDITOR));
  }
}
