package jp.linkage.protocol.conversion;

import java.util.Optional;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.PrimeOrderGroup;

/**
 * The public keys of a namespace, as the manifest lists them. Made once for a manifest and kept:
 * its elements collect tables.
 *
 * @param gamma Γ_X = g_X·G of the gateway
 * @param lambda Λ_X = a_X·G of the audit-service
 * @param y Y_X = y_X·G of the agency; none for {@code log} and {@code root}
 */
public record NamespacePublic(Element gamma, Element lambda, Optional<Element> y) {
  private static final Element GENERATOR = PrimeOrderGroup.p256().generator();
  private static final NamespacePublic ROOT =
      new NamespacePublic(GENERATOR, GENERATOR, Optional.empty());

  /** The keys of an agency's namespace. */
  public static NamespacePublic ofAgency(Element gamma, Element lambda, Element y) {
    return new NamespacePublic(gamma, lambda, Optional.of(y));
  }

  /** The keys of the namespace {@code log}. */
  public static NamespacePublic ofLog(Element gamma, Element lambda) {
    return new NamespacePublic(gamma, lambda, Optional.empty());
  }

  /** The namespace {@code root}: g = a = 1, so both keys are G. */
  public static NamespacePublic root() {
    return ROOT;
  }

  Element requireY() {
    return y.orElseThrow(
        () -> new IllegalArgumentException("tokens are converted to agencies' namespaces only"));
  }
}
