package jp.linkage.audit;

import org.junit.jupiter.api.BeforeEach;

/**
 * A test that prepares with injected fields, which NullAway takes for unset in a
 * {@code @BeforeEach}.
 */
public interface Prepared {
  /** Before each test, after the injection. */
  void prepare();

  /** For JUnit. */
  @BeforeEach
  default void prepareEach() {
    prepare();
  }
}
