package jp.linkage.tax.protection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.StaffPseudonym;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A decision as the table has it. The database refuses to change or to remove one. */
@Entity
@Immutable
@Table(name = "protection")
class ProtectionRow {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  @Column(name = "addressee_no")
  private String addresseeNumber;

  private String level;
  private String reason;

  @Column(name = "decided_at")
  private Instant decidedAt;

  @Column(name = "decided_by")
  private String decidedBy;

  /** For Hibernate. */
  protected ProtectionRow() {}

  ProtectionRow(Protection protection) {
    this.addresseeNumber = protection.addressee().value();
    this.level = protection.level().id();
    this.reason = protection.reason();
    this.decidedAt = protection.decidedAt();
    this.decidedBy = protection.decidedBy().value();
  }

  Protection toProtection() {
    return new Protection(
        new AddresseeNumber(addresseeNumber),
        ProtectionLevel.parse(level).orElseThrow(),
        reason,
        decidedAt,
        new StaffPseudonym(decidedBy));
  }
}
