package jp.linkage.protocol.tlog.checkpoint;

import java.util.List;
import java.util.Set;

/** Which witnesses must have cosigned a checkpoint (C2SP tlog-policy). */
public sealed interface Quorum {
  /** Whether these witnesses are enough, by their names in the policy. */
  boolean isMetBy(Set<String> witnesses);

  /** No witness is needed. */
  record None() implements Quorum {
    @Override
    public boolean isMetBy(Set<String> witnesses) {
      return true;
    }
  }

  /**
   * One witness.
   *
   * @param witness its name in the policy
   */
  record Single(String witness) implements Quorum {
    @Override
    public boolean isMetBy(Set<String> witnesses) {
      return witnesses.contains(witness);
    }
  }

  /**
   * Some of several.
   *
   * @param threshold how many of the members, 1 to their number
   * @param members witnesses and groups
   */
  record Group(int threshold, List<Quorum> members) implements Quorum {
    /** Checks the threshold. */
    public Group {
      members = List.copyOf(members);
      if (threshold < 1 || threshold > members.size()) {
        throw new IllegalArgumentException(
            "expected a threshold of 1 to " + members.size() + ", found " + threshold);
      }
    }

    @Override
    public boolean isMetBy(Set<String> witnesses) {
      return members.stream().filter(member -> member.isMetBy(witnesses)).count() >= threshold;
    }
  }
}
