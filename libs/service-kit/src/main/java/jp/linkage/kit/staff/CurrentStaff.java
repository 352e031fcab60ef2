package jp.linkage.kit.staff;

import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Set;
import jp.linkage.protocol.header.StaffPseudonym;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** The official who makes the current request. */
@RequestScoped
public class CurrentStaff {
  private final JsonWebToken token;
  private final Instance<StaffPseudonyms> pseudonyms;

  CurrentStaff(JsonWebToken token, Instance<StaffPseudonyms> pseudonyms) {
    this.token = token;
    this.pseudonyms = pseudonyms;
  }

  /**
   * The pseudonym for headers and records.
   *
   * @throws UnauthorizedException when nobody is logged in
   */
  public StaffPseudonym pseudonym() {
    String subject = token.getSubject();
    if (subject == null || subject.isBlank()) {
      throw new UnauthorizedException();
    }
    return pseudonyms.get().of(subject);
  }

  /** What the official may do, see {@link StaffRole}. */
  public Set<String> roles() {
    Set<String> groups = token.getGroups();
    return groups == null ? Set.of() : Set.copyOf(groups);
  }
}
