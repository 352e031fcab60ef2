package jp.linkage.audit.view;

import io.quarkus.security.ForbiddenException;
import java.util.Optional;
import java.util.Set;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.InvalidMessage;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** What an auditor may see. */
public sealed interface AuditScope {
  /** The claim of the token that names the agency of an agency's auditor. */
  String AGENCY_CLAIM = "agency";

  /** Everything. */
  record AllAgencies() implements AuditScope {}

  /** What this agency asked or was asked. */
  record OwnAgency(AgencyId agency) implements AuditScope {}

  /** The agency that an agency's auditor is bound to. */
  default Optional<AgencyId> ownAgency() {
    return switch (this) {
      case AllAgencies() -> Optional.empty();
      case OwnAgency(AgencyId own) -> Optional.of(own);
    };
  }

  /**
   * The scope of whoever holds this token.
   *
   * @throws ForbiddenException if it names neither role, or an agency's auditor without the agency
   */
  static AuditScope of(JsonWebToken token) {
    Set<String> roles = token.getGroups() == null ? Set.of() : token.getGroups();
    if (roles.contains(StaffRole.AUDITOR)) {
      return new AllAgencies();
    }
    if (roles.contains(StaffRole.AGENCY_AUDITOR)
        && token.getClaim(AGENCY_CLAIM) instanceof String agency) {
      try {
        return new OwnAgency(new AgencyId(agency));
      } catch (InvalidMessage e) {
        throw new ForbiddenException("the token names no agency", e);
      }
    }
    throw new ForbiddenException("the token names no agency");
  }
}
