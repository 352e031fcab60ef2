package jp.linkage.tax.protection;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Records how far a person is protected from now on. */
@ApplicationScoped
public class ProtectPerson {
  private final ProtectionRows protections;

  ProtectPerson(ProtectionRows protections) {
    this.protections = protections;
  }

  /**
   * Records the decision, unless the same one, for the same reason, holds already.
   *
   * @return the decision that holds now
   */
  @Transactional
  public Protection protect(Protection protection) {
    Optional<Protection> current = protections.current(protection.addressee());
    if (current.isPresent()
        && current.get().level() == protection.level()
        && current.get().reason().equals(protection.reason())) {
      return current.get();
    }
    protections.append(protection);
    return protection;
  }
}
