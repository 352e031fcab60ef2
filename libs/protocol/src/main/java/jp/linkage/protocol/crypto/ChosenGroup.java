package jp.linkage.protocol.crypto;

import java.util.List;
import java.util.Optional;

/** The group that the setting names; see {@link PrimeOrderGroup#p256}. */
final class ChosenGroup {
  static final PrimeOrderGroup INSTANCE =
      choose(
          Optional.ofNullable(System.getProperty("linkage.crypto.group"))
              .or(() -> Optional.ofNullable(System.getenv("LINKAGE_CRYPTO_GROUP")))
              .orElse("auto"));

  private ChosenGroup() {}

  static PrimeOrderGroup choose(String setting) {
    return switch (setting) {
      case "bouncycastle" -> BouncyCastleP256.INSTANCE;
      case "openssl" ->
          openSsl()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "linkage.crypto.group = openssl: expected libcrypto 3 on this system, and "
                          + "--enable-native-access"));
      case "auto" -> openSsl().orElse(BouncyCastleP256.INSTANCE);
      default ->
          throw new IllegalStateException(
              "linkage.crypto.group: expected auto, bouncycastle or openssl");
    };
  }

  private static Optional<PrimeOrderGroup> openSsl() {
    return LibCrypto.load()
        .map(library -> (PrimeOrderGroup) new OpenSslP256(library))
        .filter(ChosenGroup::agrees);
  }

  /** Known-answer test at start: a library that computes anything else is not used. */
  private static boolean agrees(PrimeOrderGroup candidate) {
    PrimeOrderGroup known = BouncyCastleP256.INSTANCE;
    Element point = known.hashToGroup(new byte[] {1}, "linkage-self-test");
    Scalar a = known.hashToScalar(new byte[] {2}, "linkage-self-test");
    Scalar b = known.hashToScalar(new byte[] {3}, "linkage-self-test");
    List<Sum> sums =
        List.of(
            new Sum().plus(a, point).minus(b, known.generator()).plus(point),
            new Sum().plus(b, known.generator()));
    List<Element> expected = known.secretSums(sums);
    boolean agrees =
        expected.equals(candidate.secretSums(sums)) && expected.equals(candidate.publicSums(sums));
    // Until it has a table of the point
    for (int use = 0; agrees && use < Element.USES_WORTH_A_FIXED_BASE; use++) {
      candidate.secretSum(new Sum().plus(a, point));
    }
    return agrees
        && expected.equals(candidate.secretSums(sums))
        && expected.equals(candidate.publicSums(sums));
  }
}
