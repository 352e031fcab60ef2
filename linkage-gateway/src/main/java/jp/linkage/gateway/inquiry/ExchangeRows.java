package jp.linkage.gateway.inquiry;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RunCommands;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges in the database. Whoever is first wins, in whichever replica: a step is written
 * only where there is none yet, and who comes second reads what the first one wrote.
 */
@ApplicationScoped
class ExchangeRows implements PanacheRepositoryBase<ExchangeRow, UUID> {
  private static final String INSERT =
      """
      INSERT INTO exchange (exchange_id, request_root, type, inquirer, provider, item_count,
                            requested_at, expires_at, state, step, denial)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (exchange_id) DO NOTHING
      """;

  // The response can be had again from the steps that the others stored, so that this write need
  // not wait for the disk; the first one must (protocol §4.3).
  private static final String COMPLETE =
      """
      UPDATE exchange SET state = 'COMPLETED', response = ?, step = NULL, changed_at = now()
      FROM set_config('synchronous_commit', 'off', true)
      WHERE exchange_id = ? AND state IN ('PENDING', 'REFUSED')
      """;

  private static final String REFUSE =
      """
      UPDATE exchange SET state = 'REFUSED', changed_at = now()
      WHERE exchange_id = :id AND state = 'PENDING'
      """;

  // SKIP LOCKED: the replicas share the work
  private static final String DELETE_EXPIRED =
      """
      DELETE FROM exchange WHERE exchange_id IN (
        SELECT exchange_id FROM exchange WHERE expires_at < :before
        ORDER BY expires_at LIMIT :limit FOR UPDATE SKIP LOCKED)
      """;

  private final RunCommands database;

  ExchangeRows(RunCommands database) {
    this.database = database;
  }

  /** What is stored under this id. */
  Optional<StoredExchange> stored(ExchangeId id) {
    return QuarkusTransaction.requiringNew()
        .call(() -> findByIdOptional(id.value()).map(ExchangeRow::stored));
  }

  /**
   * Binds the id to the root, with the gateway's step, unless the id is bound already.
   *
   * @return what is stored now: this step, or what somebody stored before
   */
  StoredExchange bind(Header header, Bytes requestRoot, Bytes step) {
    return insert(header, requestRoot, ExchangeState.PENDING, step.toArray(), null)
        ? new StoredExchange.Pending(requestRoot, step)
        : present(header.exchangeId());
  }

  /**
   * Binds the id to the root as a denied exchange, unless the id is bound already.
   *
   * @return what is stored now
   */
  StoredExchange deny(Header header, Bytes requestRoot, String reason) {
    return insert(header, requestRoot, ExchangeState.DENIED, null, reason)
        ? new StoredExchange.Denied(requestRoot, reason)
        : present(header.exchangeId());
  }

  /**
   * Stores the response unless there is one.
   *
   * @return the response that is stored now, or empty when the exchange has lapsed and is gone
   */
  Optional<Bytes> complete(ExchangeId id, Bytes response) {
    int updated = database.run(Command.change(COMPLETE, response, id.value()));
    if (updated == 1) {
      return Optional.of(response);
    }
    return stored(id)
        .filter(StoredExchange.Completed.class::isInstance)
        .map(stored -> ((StoredExchange.Completed) stored).response());
  }

  /** Remembers that the audit-service or the provider refused; the exchange may be resumed. */
  @Transactional
  void refuse(ExchangeId id) {
    session().createNativeMutationQuery(REFUSE).setParameter("id", id.value()).executeUpdate();
  }

  /**
   * Deletes exchanges that expired before this instant.
   *
   * @return how many were deleted, at most {@code limit}
   */
  @Transactional
  int deleteExpired(Instant before, int limit) {
    return session()
        .createNativeMutationQuery(DELETE_EXPIRED)
        .setParameter("before", before)
        .setParameter("limit", limit)
        .executeUpdate();
  }

  private Session session() {
    return getEntityManager().unwrap(Session.class);
  }

  private boolean insert(
      Header header,
      Bytes requestRoot,
      ExchangeState state,
      byte @Nullable [] step,
      @Nullable String denial) {
    NamespaceId to = header.toNamespace();
    String provider = to.isAgency() && !to.equals(header.agency().namespace()) ? to.value() : null;
    return database.run(
            Command.change(
                INSERT,
                header.exchangeId().value(),
                requestRoot,
                header.type().name(),
                header.agency().value(),
                provider,
                header.count(),
                header.requestedAt(),
                header.expiresAt(),
                state.name(),
                step,
                denial))
        == 1;
  }

  private StoredExchange present(ExchangeId id) {
    // The row that was in the way may only have been deleted since if it had lapsed; then the
    // caller's next attempt is answered 410.
    return stored(id)
        .orElseThrow(() -> new IllegalStateException("the exchange was deleted meanwhile"));
  }
}
