package jp.linkage.tax.assessment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the person had the address on the assessment date, 1 January (賦課期日の住所). */
public enum AddressOnJanuary1 {
  /** In the municipality that assesses (地方税法294条1項1号). */
  MUNICIPALITY("municipality", "市町村内"),

  /**
   * In Japan, elsewhere: an office or a house in the municipality may still be charged the
   * per-capita levy (家屋敷課税, 地方税法294条1項2号).
   */
  ELSEWHERE("elsewhere", "国内他市町村"),

  /** No address in Japan. */
  ABROAD("abroad", "国内住所なし");

  /** What {@link #parse} accepts, for error messages. */
  public static final Expectation FORM =
      new Expectation(
          "one of "
              + Arrays.stream(values())
                  .map(AddressOnJanuary1::id)
                  .collect(Collectors.joining(", ")),
          Arrays.stream(values())
                  .map(address -> address.id + "(" + address.term + ")")
                  .collect(Collectors.joining("、"))
              + "のいずれか");

  private final String id;
  private final String term;

  AddressOnJanuary1(String id, String term) {
    this.id = id;
    this.term = term;
  }

  /** The name on the wire, for instance {@code elsewhere}. */
  public String id() {
    return id;
  }

  /** The Japanese term. */
  public String term() {
    return term;
  }

  /** Reads the wire name or the Japanese term. */
  public static Optional<AddressOnJanuary1> parse(String text) {
    return Arrays.stream(values())
        .filter(address -> address.id.equals(text) || address.term.equals(text))
        .findFirst();
  }
}
