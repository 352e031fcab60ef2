package jp.linkage.protocol.number;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MyNumberTest {
  @ParameterizedTest
  @ValueSource(strings = {"621498320257", "983205673214", "123456789018", "111111111118"})
  void number_withItsCheckDigit_isRead(String text) {
    assertArrayEquals(
        text.getBytes(StandardCharsets.US_ASCII), MyNumber.parse(text).toAsciiBytes());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"621498320258", "983205673210", "123456789010", "222222222226", "987654321098"})
  void number_withAnotherCheckDigit_isRefused(String text) {
    assertEquals(InvalidNumber.Rule.CHECK_DIGIT, refusal(text).rule());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "62149832025",
        "6214983202577",
        "62149832025X",
        "6214 9832 025",
        "６２１４９８３２０２５７"
      })
  void number_notOfTwelveDigits_isRefused(String text) {
    assertEquals(InvalidNumber.Rule.TWELVE_DIGITS, refusal(text).rule());
  }

  @Test
  void number_ofZerosOnly_isRefusedThoughItsCheckDigitFits() {
    assertEquals(InvalidNumber.Rule.NOT_ALL_ZEROS, refusal("000000000000").rule());
  }

  @Test
  void number_andItsErrors_showNoDigitOfIt() {
    assertFalse(MyNumber.parse("621498320257").toString().contains("6214"));
    assertFalse(refusal("987654321098").rule().text().contains("98765"));
  }

  @Test
  void number_everyWrongLastDigit_isRefused() {
    for (char last = '0'; last <= '9'; last++) {
      if (last != '7') {
        assertEquals(InvalidNumber.Rule.CHECK_DIGIT, refusal("62149832025" + last).rule());
      }
    }
  }

  private static InvalidNumber refusal(String text) {
    return assertThrows(InvalidNumber.class, () -> MyNumber.parse(text));
  }
}
