package jp.linkage.welfare.entitlement;

import java.util.List;

/** What 施行令17条 says of one service month, with every line that led there. */
public sealed interface CeilingDecision {

  /** The explanation, in the order of reasoning. */
  List<Line> lines();

  /**
   * 負担上限月額.
   *
   * @param monthlyYen yen per month: 0, 4,600, 9,300 or 37,200
   * @param article the item (号) of 施行令17条 that fixes it
   */
  record Ceiling(long monthlyYen, String article, List<Line> lines) implements CeilingDecision {
    public Ceiling {
      lines = List.copyOf(lines);
    }
  }

  /** A fact is missing: nothing is decided. */
  record Undetermined(List<OpenFact> open, List<Line> lines) implements CeilingDecision {
    public Undetermined {
      open = List.copyOf(open);
      lines = List.copyOf(lines);
      if (open.isEmpty()) {
        throw new IllegalArgumentException("an undetermined ceiling says what is missing");
      }
    }
  }

  /**
   * A fact that keeps the decision open.
   *
   * @param person key of the person it is about; the applicant's for a fact of the household
   */
  record OpenFact(String person, Gap gap) {}
}
