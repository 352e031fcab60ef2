package jp.linkage.audit.seal;

/**
 * The log cannot be sealed as it is, and must not be: nothing is skipped, and nothing is signed
 * that contradicts what was signed before. Somebody has to look at it. The message says what was
 * found.
 */
final class SealingHalted extends RuntimeException {
  SealingHalted(String reason) {
    super(reason);
  }
}
