package jp.linkage.tax.items;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.person.AddresseeNumber;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.LegalBasis;
import jp.linkage.protocol.header.StaffPseudonym;

/**
 * The inquiries that wait for an official's decision. Every method runs in the caller's
 * transaction.
 */
@ApplicationScoped
class ReleaseRows implements PanacheRepositoryBase<ReleaseRow, UUID> {
  private static final String AWAIT =
      """
      insert into release (id, exchange_id, addressee_no, inquirer, organisation, item_number,
          affair, procedure, requested_at, expires_at, state)
      values (:id, :exchange, :number, :inquirer, :organisation, :item, :affair, :procedure,
          :requested, :expires, 'pending')
      on conflict do nothing
      """;

  // Decided once: what the inquirer was told on the ground of it cannot be taken back
  private static final String DECIDE =
      """
      update release set state = :state, reason = :reason, decided_by = :staff, decided_at = now()
      where id = :id and state = 'pending' and expires_at > now()
      """;

  /** Puts an exchange before an official, for each of these persons. */
  void await(Header header, List<AddresseeNumber> numbers) {
    LegalBasis basis =
        header.basis().orElseThrow(() -> new IllegalArgumentException("expected a CONVERT"));
    for (AddresseeNumber number : numbers) {
      getEntityManager()
          .createNativeQuery(AWAIT)
          .setParameter("id", UUID.randomUUID())
          .setParameter("exchange", header.exchangeId().value())
          .setParameter("number", number.value())
          .setParameter("inquirer", header.fromNamespace().value())
          .setParameter("organisation", header.occasion().organisation())
          .setParameter("item", basis.itemNumber().value())
          .setParameter("affair", basis.affair().value())
          .setParameter("procedure", basis.procedure().value())
          .setParameter("requested", header.validity().requestedAt())
          .setParameter("expires", header.validity().expiresAt())
          .executeUpdate();
    }
  }

  Optional<Release> release(UUID id) {
    return findByIdOptional(id).map(ReleaseRow::toRelease);
  }

  /** Those of a state that are after another one, the oldest first. */
  List<Release> list(ReleaseState state, Optional<UUID> after, int limit) {
    var found =
        after.isEmpty()
            ? find("state = ?1 order by requestedAt, id", state.id())
            : find(
                "state = ?1 and (requestedAt, id) >"
                    + " (select a.requestedAt, a.id from ReleaseRow a where a.id = ?2)"
                    + " order by requestedAt, id",
                state.id(),
                after.get());
    return found.page(0, limit).stream().map(ReleaseRow::toRelease).toList();
  }

  /**
   * Records a decision.
   *
   * @return whether it holds: not when another one was made before, or the exchange has expired
   */
  boolean decide(UUID id, ReleaseState state, String reason, StaffPseudonym staff) {
    return getEntityManager()
            .createNativeQuery(DECIDE)
            .setParameter("id", id)
            .setParameter("state", state.id())
            .setParameter("reason", reason)
            .setParameter("staff", staff.value())
            .executeUpdate()
        == 1;
  }
}
