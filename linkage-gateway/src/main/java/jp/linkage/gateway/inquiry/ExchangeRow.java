package jp.linkage.gateway.inquiry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.json.Bytes;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One exchange; read only through Hibernate, written by the statements of {@link ExchangeRows}. */
@Entity
@Immutable
@Table(name = "exchange")
class ExchangeRow {
  @Id
  @Column(name = "exchange_id")
  @Nullable UUID exchangeId;

  @Column(name = "request_root")
  byte @Nullable [] requestRoot;

  @Enumerated(EnumType.STRING)
  @Nullable ExchangeType type;

  @Nullable String inquirer;

  @Nullable String provider;

  @Column(name = "item_count")
  int itemCount;

  @Column(name = "requested_at")
  @Nullable Instant requestedAt;

  @Column(name = "expires_at")
  @Nullable Instant expiresAt;

  @Enumerated(EnumType.STRING)
  @Nullable ExchangeState state;

  byte @Nullable [] step;

  byte @Nullable [] response;

  @Nullable String denial;

  @Column(name = "changed_at")
  @Nullable Instant changedAt;

  StoredExchange stored() {
    Bytes root = bytes(requestRoot);
    return switch (Objects.requireNonNull(state)) {
      case PENDING, REFUSED -> new StoredExchange.Pending(root, bytes(step));
      case COMPLETED -> new StoredExchange.Completed(root, bytes(response));
      case DENIED -> new StoredExchange.Denied(root, Objects.requireNonNull(denial));
    };
  }

  private static Bytes bytes(byte @Nullable [] octets) {
    return Bytes.of(Objects.requireNonNull(octets));
  }
}
