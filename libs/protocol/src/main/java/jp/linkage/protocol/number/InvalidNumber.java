package jp.linkage.protocol.number;

/** A text that is not a My Number. Says which rule it breaks, and repeats nothing of it. */
public final class InvalidNumber extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final Rule rule;

  /** The rules, in the order in which they are checked. */
  public enum Rule {
    /** Exactly 12 ASCII digits. */
    TWELVE_DIGITS("expected 12 digits (個人番号は12桁の数字)"),
    /** Not all zeros, which would pass the check digit. */
    NOT_ALL_ZEROS("expected a number that is not all zeros (すべて0の番号は不可)"),
    /** 命令5条. */
    CHECK_DIGIT("the check digit does not fit (検査用数字の誤り, 命令5条)");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    /** The rule in words, English and Japanese. */
    public String text() {
      return text;
    }
  }

  InvalidNumber(Rule rule) {
    super(rule.text());
    this.rule = rule;
  }

  /** The rule that is broken. */
  public Rule rule() {
    return rule;
  }
}
