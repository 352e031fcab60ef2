package jp.linkage.audit;

import org.junit.jupiter.api.BeforeEach;

/** A test that begins with a ready service, also after one that took its log or database away. */
public abstract class RunningService {
  @BeforeEach
  void awaitReady() {
    Waiting.untilReady();
  }
}
