package jp.linkage.protocol.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorporateNumberTest {
  @ParameterizedTest
  @ValueSource(strings = {"5835678256246", "8000012010038", "7000012050002", "1000020131113"})
  void number_withItsCheckDigit_isRead(String digits) {
    assertEquals(digits, new CorporateNumber(digits).digits());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2835678256246", "583567825624", "0835678256246", "58356782562466", "x"})
  void number_withAnotherCheckDigitOrForm_isRefused(String digits) {
    assertThrows(IllegalArgumentException.class, () -> new CorporateNumber(digits));
  }
}
