package jp.linkage.protocol.evidence;

import java.util.Optional;

/**
 * One thing that was verified.
 *
 * @param name what, for instance {@code entry 5 is in the log}
 * @param failure what was expected and found; nothing when it holds
 */
public record Check(String name, Optional<String> failure) {
  /** Whether it holds. */
  public boolean passed() {
    return failure.isEmpty();
  }

  /** One line for people. */
  public String line() {
    return failure.map(why -> "FAILED  " + name + ": " + why).orElse("ok      " + name);
  }
}
