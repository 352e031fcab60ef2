package jp.linkage.audit.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jp.linkage.protocol.json.InvalidMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonHeaderTest {
  /** The example of 命令5条's check digit that every test of the project uses. */
  private static final String NUMBER = "123456789018";

  @Test
  void reason_inAnyScript_isReadAsItWasMeant() {
    assertEquals("complaint 2026-17", ReasonHeader.parse("complaint 2026-17").text());
    assertEquals("苦情の調査 100%", ReasonHeader.parse(encoded("苦情の調査 100%")).text());
    assertEquals("a+b=c", ReasonHeader.parse("a+b=c").text());
    assertEquals("苦".repeat(500), ReasonHeader.parse(encoded("苦".repeat(500))).text());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void reason_missing_isAskedFor() {
    InvalidMessage refusal = assertThrows(InvalidMessage.class, () -> ReasonHeader.parse(null));
    assertTrue(
        refusal.getMessage().contains("header.Linkage-Reason: expected a reason of 4 to 500"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "    ",
        "%20%20%20%20",
        "100%",
        "broken %2",
        "broken %zz",
        "not UTF-8 %ff",
        "an overlong slash %c0%af",
        "half a pair %ed%a0%80",
        "line%0Afeed",
        "line%E2%80%A8separator",
        "苦情の調査",
        "tab\tulator"
      })
  void reason_ofAnotherForm_isRefused(String header) {
    assertThrows(InvalidMessage.class, () -> ReasonHeader.parse(header));
  }

  // The audit-service must never learn a number, so also not from an auditor who types one
  @Test
  void reason_withANumberOfAPerson_isRefusedAndNotRepeated() {
    for (String text :
        List.of(
            "about " + NUMBER,
            "1234 5678 9018 asks",
            "1234-5678-9018 asks",
            "１２３４５６７８９０１８ について",
            "x" + NUMBER + "y",
            "case 20261123; " + NUMBER)) {
      InvalidMessage refusal =
          assertThrows(InvalidMessage.class, () -> ReasonHeader.parse(encoded(text)), text);
      assertFalse(refusal.getMessage().contains("9018"), refusal.getMessage());
    }
    for (String text : List.of("case 123456789010", "order 1234567890180", "2026-11-23 1234")) {
      assertEquals(text, ReasonHeader.parse(text).text());
    }
  }
}
