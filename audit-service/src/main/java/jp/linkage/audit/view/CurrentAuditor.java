package jp.linkage.audit.view;

import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.ApplicationScoped;
import jp.linkage.audit.config.AuditKeys;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The auditor who makes the current request. */
@ApplicationScoped
public class CurrentAuditor {
  private final JsonWebToken token;
  private final AuditKeys keys;

  CurrentAuditor(JsonWebToken token, AuditKeys keys) {
    this.token = token;
    this.keys = keys;
  }

  /**
   * Pseudonym and scope.
   *
   * @throws UnauthorizedException if nobody is logged in
   * @throws io.quarkus.security.ForbiddenException if it is no auditor
   */
  public Auditor get() {
    AuditScope scope = AuditScope.of(token);
    String subject = token.getSubject();
    if (subject == null || subject.isBlank()) {
      throw new UnauthorizedException();
    }
    return new Auditor(keys.auditorPseudonym(subject), scope);
  }
}
