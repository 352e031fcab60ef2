package jp.linkage.local.bench;

import java.util.Collection;
import java.util.List;

/** Durations in ascending order. */
record Quantiles(List<Long> sortedNanos) {
  static Quantiles of(Collection<Long> nanos) {
    return new Quantiles(nanos.stream().sorted().toList());
  }

  /** A quantile in milliseconds, 0 the shortest, 1 the longest; 0 when there is none. */
  double millis(double quantile) {
    if (sortedNanos.isEmpty()) {
      return 0;
    }
    int at = (int) Math.ceil(quantile * sortedNanos.size()) - 1;
    return sortedNanos.get(Math.clamp(at, 0, sortedNanos.size() - 1)) / 1e6;
  }
}
