package jp.linkage.welfare.entitlement;

import java.util.Optional;

/**
 * One line of an explanation.
 *
 * @param article the provision that the line rests on
 * @param japanese the line for officials and residents
 * @param english the same in English
 * @param comparison the figures that were compared, where there are any
 */
public record Line(
    String article, String japanese, String english, Optional<Comparison> comparison) {

  /**
   * An amount and the threshold it was held against; both in yen.
   *
   * @param below whether the amount is strictly less (未満)
   */
  public record Comparison(long amount, long threshold, boolean below) {
    static Comparison of(long amount, long threshold) {
      return new Comparison(amount, threshold, amount < threshold);
    }
  }

  static Line of(String article, String japanese, String english) {
    return new Line(article, japanese, english, Optional.empty());
  }

  static Line of(String article, String japanese, String english, Comparison comparison) {
    return new Line(article, japanese, english, Optional.of(comparison));
  }
}
