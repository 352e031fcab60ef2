package jp.linkage.kit.exchange;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RunCommands;
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

  private final RunCommands database;

  ExchangeOutRows(RunCommands database) {
    this.database = database;
  }

  /**
   * Stores an exchange that is about to be sent; on disk when it returns, unless the caller has a
   * transaction.
   *
   * @param secrets what opens the answers, wrapped
   */
  void insert(ExchangeRequest request, AskedSubjects subjects, byte[] secrets, Instant now) {
    Header header = request.header();
    database.run(
        Command.change(
            INSERT,
            header.exchangeId().value(),
            subjects.bytes(),
            header.bytes(),
            request.bytes(),
            secrets,
            now,
            header.expiresAt()));
  }

  /** Deletes the keys that open the answers of exchanges whose validity has ended (protocol M5). */
  @Override
  @Transactional(Transactional.TxType.REQUIRES_NEW)
  public void forget(Instant now) {
    update("state = 'lapsed', secrets = null where expiresAt <= ?1 and secrets is not null", now);
  }
}
