package jp.linkage.tax.assessment;

import java.util.Arrays;
import java.util.Optional;

/** Why a revision of an assessment was made. */
public enum RevisionReason {
  /** 当初賦課: the first assessment of the year. */
  INITIAL("initial", "当初賦課"),

  /** 更正: new facts or an error found. */
  CORRECTION("correction", "更正"),

  /** 期限後申告: the person declared after the term. */
  LATE_DECLARATION("late-declaration", "期限後申告"),

  /** 減免: reduction or exemption by ordinance (地方税法323条). */
  REDUCTION("reduction", "減免"),

  /** 賦課取消: the assessment was cancelled. */
  CANCELLATION("cancellation", "賦課取消");

  private final String id;
  private final String term;

  RevisionReason(String id, String term) {
    this.id = id;
    this.term = term;
  }

  /** The name on the wire, for instance {@code late-declaration}. */
  public String id() {
    return id;
  }

  /** The Japanese term. */
  public String term() {
    return term;
  }

  /** Reads the wire name. */
  public static Optional<RevisionReason> parse(String text) {
    return Arrays.stream(values()).filter(reason -> reason.id.equals(text)).findFirst();
  }
}
