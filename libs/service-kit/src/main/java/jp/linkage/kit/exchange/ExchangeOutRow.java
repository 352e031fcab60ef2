package jp.linkage.kit.exchange;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.message.ExchangeRequest;
import org.jspecify.annotations.Nullable;

/** An exchange that this agency started; {@link ExchangeOutRows#insert} stores a new one. */
@Entity
@Table(name = "exchange_out")
class ExchangeOutRow {
  @Id
  @Column(name = "exchange_id")
  private UUID exchangeId = new UUID(0, 0);

  @Column(name = "state", nullable = false)
  private String state = "sent";

  @Column(name = "inquiry", nullable = false)
  private byte[] inquiry = {};

  @Column(name = "header")
  private byte @Nullable [] header;

  @Column(name = "items")
  private byte @Nullable [] items;

  @Column(name = "secrets")
  private byte @Nullable [] secrets;

  @Column(name = "attempt", nullable = false)
  private int attempt;

  @Column(name = "prepared_at", nullable = false)
  private Instant preparedAt = Instant.EPOCH;

  @Column(name = "expires_at", nullable = false)
  private Instant expiresAt = Instant.EPOCH;

  /** For JPA. */
  protected ExchangeOutRow() {}

  ExchangeId exchangeId() {
    return new ExchangeId(exchangeId);
  }

  AskedSubjects subjects() {
    return AskedSubjects.parse(inquiry);
  }

  /** The request as it was first sent; empty when it can no longer be taken up. */
  Optional<ExchangeRequest> request() {
    return secrets == null || items == null
        ? Optional.empty()
        : Optional.of(ExchangeRequest.parse(items));
  }

  byte[] secrets() {
    if (secrets == null) {
      throw new IllegalStateException("the secrets of an ended exchange are deleted");
    }
    return secrets.clone();
  }

  String state() {
    return state;
  }

  void attempt() {
    attempt++;
  }

  void defer() {
    state = "deferred";
  }

  /** Ends the exchange and deletes what opens its answers. */
  void end(String finalState) {
    state = finalState;
    secrets = null;
  }
}
