package jp.linkage.kit.person;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import jp.linkage.protocol.json.Bytes;

/** A person of this agency, with the agency's own token, wrapped. */
@Entity
@Table(name = "person")
class PersonRow {
  @Id
  @Column(name = "addressee_no")
  private String addresseeNo = "";

  @Column(name = "token_index", nullable = false)
  private byte[] tokenIndex = {};

  @Column(name = "wrapped_token", nullable = false)
  private byte[] wrappedToken = {};

  @Column(name = "epoch", nullable = false)
  private int epoch;

  @Column(name = "enrolled_at", nullable = false)
  private Instant enrolledAt = Instant.EPOCH;

  /** For JPA. */
  protected PersonRow() {}

  AddresseeNumber addresseeNumber() {
    return new AddresseeNumber(addresseeNo);
  }

  Bytes tokenIndex() {
    return Bytes.of(tokenIndex);
  }

  byte[] wrappedToken() {
    return wrappedToken.clone();
  }
}
