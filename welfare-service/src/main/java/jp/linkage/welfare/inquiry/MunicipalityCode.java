package jp.linkage.welfare.inquiry;

import java.util.Set;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * A municipality by its six-digit code (全国地方公共団体コード), as the manifest names agencies'
 * municipalities.
 *
 * @param value six digits; the check digit is not tested, since fictional codes are used in tests
 *     and demos
 */
public record MunicipalityCode(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9]{6}");

  /** 地方自治法252条の19第1項の指定都市の指定に関する政令: the twenty cities. */
  static final Set<String> DESIGNATED_CITIES =
      Set.of(
          "011002", "041009", "111007", "121002", "141003", "141305", "141500", "151009", "221007",
          "221309", "231002", "261009", "271004", "271403", "281000", "331007", "341002", "401005",
          "401307", "431001");

  public MunicipalityCode {
    if (!FORM.matcher(value).matches()) {
      throw InvalidMessage.value("a municipality code of six digits");
    }
  }

  /** Whether its municipal tax has the rate of a designated city (地方税法314条の3第1項). */
  public boolean isDesignatedCity() {
    return DESIGNATED_CITIES.contains(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
