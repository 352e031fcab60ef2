package jp.linkage.protocol.conversion;

import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;

/**
 * A person in one namespace: T_X = k_X·H(n), or H(n) itself in the namespace {@code root}. Never
 * logged, never sent in clear, stored only as {@link PersonTokenVault} wraps it.
 */
public final class PersonToken {
  private static final int DIGITS = 12;

  private final Element element;

  private PersonToken(Element element) {
    this.element = element;
  }

  /** The token that is this element. */
  public static PersonToken of(Element element) {
    return new PersonToken(element);
  }

  /**
   * H(n), the token of a My Number (個人番号) in the namespace {@code root}.
   *
   * @param number the 12 ASCII digits of a number whose check digit was verified; the caller
   *     overwrites them
   */
  public static PersonToken ofNumber(byte[] number) {
    if (number.length != DIGITS) {
      throw new IllegalArgumentException("expected 12 digits");
    }
    for (byte digit : number) {
      if (digit < '0' || digit > '9') {
        throw new IllegalArgumentException("expected ASCII digits");
      }
    }
    return new PersonToken(PrimeOrderGroup.p256().hashToGroup(number, Tags.HASH_TO_GROUP));
  }

  /** The group element. */
  public Element element() {
    return element;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersonToken token && element.equals(token.element);
  }

  @Override
  public int hashCode() {
    return element.hashCode();
  }

  @Override
  public String toString() {
    return "PersonToken(redacted)";
  }
}
