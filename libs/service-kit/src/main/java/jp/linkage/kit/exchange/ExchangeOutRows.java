package jp.linkage.kit.exchange;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import jp.linkage.kit.database.ChangeRows;
import jp.linkage.kit.schedule.Expiring;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.message.ExchangeRequest;

/** The exchanges that this agency started. Read and changed in the caller's transaction. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class ExchangeOutRows implements PanacheRepositoryBase<ExchangeOutRow, UUID>, Expiring {
  private static final String INSERT =
      """
      INSERT INTO exchange_out
        (exchange_id, state, inquiry, header, items, secrets, prepared_at, expires_at)
      VALUES (?, 'sent', ?, ?, ?, ?, ?, ?)
      """;

  private final ChangeRows changeRows;

  ExchangeOutRows(ChangeRows changeRows) {
    this.changeRows = changeRows;
  }

  /**
   * Stores an exchange that is about to be sent; on disk when it returns, unless the caller has a
   * transaction.
   *
   * @param secrets what opens the answers, wrapped
   */
  void insert(ExchangeRequest request, AskedSubjects subjects, byte[] secrets, Instant now) {
    Header header = request.header();
    changeRows.run(
        INSERT,
        statement -> {
          statement.setObject(1, header.exchangeId().value());
          statement.setBytes(2, subjects.bytes());
          statement.setBytes(3, header.bytes());
          statement.setBytes(4, request.bytes());
          statement.setBytes(5, secrets);
          statement.setObject(6, now.atOffset(ZoneOffset.UTC));
          statement.setObject(7, header.expiresAt().atOffset(ZoneOffset.UTC));
        });
  }

  /** Deletes the keys that open the answers of exchanges whose validity has ended (protocol M5). */
  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void forget(Instant now) {
    update("state = 'lapsed', secrets = null where expiresAt <= ?1 and secrets is not null", now);
  }
}
