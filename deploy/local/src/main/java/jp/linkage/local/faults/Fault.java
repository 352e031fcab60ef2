package jp.linkage.local.faults;

import java.time.Duration;

/**
 * Something that breaks.
 *
 * @param name for the report
 * @param strike breaks it
 * @param lasts how long it stays so
 * @param repair makes it whole, and returns when that is done
 */
record Fault(String name, Act strike, Duration lasts, Act repair) {
  /** A step that may fail. */
  @FunctionalInterface
  interface Act {
    /** Does it. */
    void run() throws Exception;
  }
}
