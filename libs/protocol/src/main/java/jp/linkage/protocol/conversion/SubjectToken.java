package jp.linkage.protocol.conversion;

import java.util.Arrays;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.SecretBytes;

/**
 * A person in the namespace {@code log}: T_L. Held only until its {@link SubjectId} is computed.
 */
public final class SubjectToken {
  private final Element element;

  SubjectToken(Element element) {
    this.element = element;
  }

  /**
   * lid = HMAC-SHA256(κ_L, enc(T_L)), its first 16 bytes.
   *
   * @param kappa κ_L of the audit-service
   */
  public SubjectId subjectId(SecretBytes kappa) {
    return SubjectId.of(Arrays.copyOf(Hmac.sha256(kappa, element.encode()), SubjectId.SIZE));
  }

  /** Whether both are the same person. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SubjectToken token && element.equals(token.element);
  }

  @Override
  public int hashCode() {
    return element.hashCode();
  }

  @Override
  public String toString() {
    return "SubjectToken(redacted)";
  }
}
