package jp.linkage.audit.flag.detect;

import java.time.Instant;
import java.util.List;

/**
 * Neighbouring leaves.
 *
 * @param from the first leaf
 * @param to after the last one
 * @param firstAt the log's time of the first one
 * @param latestAt the latest time of them all
 * @param acts what is readable among them
 */
record Batch(long from, long to, Instant firstAt, Instant latestAt, List<Act> acts) {
  List<Act> of(Act.Kind kind) {
    return acts.stream().filter(act -> act.is(kind)).toList();
  }

  List<Act> asking() {
    return acts.stream().filter(Act::isAsking).toList();
  }
}
