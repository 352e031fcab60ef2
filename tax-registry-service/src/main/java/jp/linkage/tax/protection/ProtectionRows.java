package jp.linkage.tax.protection;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import jp.linkage.kit.person.AddresseeNumber;

/** The decisions on the protection of persons: appended and read, never changed. */
@ApplicationScoped
class ProtectionRows implements PanacheRepositoryBase<ProtectionRow, Long> {
  Optional<Protection> current(AddresseeNumber addressee) {
    return find("addresseeNumber = ?1 order by id desc", addressee.value())
        .firstResultOptional()
        .map(ProtectionRow::toProtection);
  }

  /** All decisions on a person, the latest first. */
  List<Protection> history(AddresseeNumber addressee) {
    return find("addresseeNumber = ?1 order by id desc", addressee.value()).stream()
        .map(ProtectionRow::toProtection)
        .toList();
  }

  void append(Protection protection) {
    persist(new ProtectionRow(protection));
  }
}
