package jp.linkage.audit.flag.detect;

import java.util.UUID;

/** A record that a flag rests on. */
record Evidence(long leafIndex, UUID exchange) {
  /** The most that are kept for a flag: the first ones. */
  static final int MAX = 50;
}
