package jp.linkage.local.people;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/**
 * An application of the demo, and what must come of it.
 *
 * @param situation what the caseworker sees, in one sentence
 * @param applicant who applies
 * @param serviceMonth the month the ceiling is for
 * @param living {@code home}, {@code facility}, {@code medical-long-term-care} or {@code
 *     group-home}
 * @param publicAssistance 生活保護, from the office's own records
 * @param household the others of the household
 * @param expected the outcome by the statute
 */
public record Application(
    String situation,
    Resident applicant,
    YearMonth serviceMonth,
    String living,
    boolean publicAssistance,
    List<Member> household,
    Expected expected) {

  /**
   * Another member of the household.
   *
   * @param resident who
   * @param relation {@code spouse}, {@code guardian}, {@code parent}, {@code child}
   */
  public record Member(Resident resident, String relation) {}

  /**
   * What must come of an application: a ceiling in yen, or a reason for which it stays open.
   *
   * @param ceiling yen a month; empty when it stays open
   * @param gap code of the reason; empty when it is decided
   */
  public record Expected(Optional<Integer> ceiling, Optional<String> gap) {
    static Expected ceiling(int yen) {
      return new Expected(Optional.of(yen), Optional.empty());
    }

    static Expected open(String gap) {
      return new Expected(Optional.empty(), Optional.of(gap));
    }
  }
}
