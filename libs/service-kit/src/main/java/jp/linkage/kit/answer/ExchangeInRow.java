package jp.linkage.kit.answer;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import jp.linkage.protocol.json.Bytes;

/** An exchange that this agency answered: the binding of its id, and the answer. */
@Entity
@Table(name = "exchange_in")
class ExchangeInRow {
  @Id
  @Column(name = "exchange_id")
  private UUID exchangeId = new UUID(0, 0);

  @Column(name = "request_root", nullable = false)
  private byte[] requestRoot = {};

  @Column(name = "answer", nullable = false)
  private byte[] answer = {};

  @Column(name = "deferred", nullable = false)
  private boolean deferred;

  @Column(name = "bound_at", nullable = false)
  private Instant boundAt = Instant.EPOCH;

  @Column(name = "expires_at", nullable = false)
  private Instant expiresAt = Instant.EPOCH;

  /** For JPA. */
  protected ExchangeInRow() {}

  boolean isBoundTo(Bytes root) {
    return Bytes.of(requestRoot).equals(root);
  }

  /** Whether there is an answer, and nothing in it waits for an official. */
  boolean isAnswered() {
    return answer.length > 0 && !deferred;
  }

  byte[] answer() {
    return answer.clone();
  }
}
