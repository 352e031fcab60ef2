package jp.linkage.welfare.inquiry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jp.linkage.protocol.json.InvalidMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MunicipalityCodeTest {

  @ParameterizedTest
  @ValueSource(strings = {"", "13111", "1311133", "13111x", "１３１１１３"})
  void otherThanSixDigits_isRefused(String text) {
    assertThrows(InvalidMessage.class, () -> new MunicipalityCode(text));
  }

  @Test
  void designatedCities_areRecognized() {
    assertTrue(new MunicipalityCode("141003").isDesignatedCity()); // 横浜市
    assertFalse(new MunicipalityCode("131113").isDesignatedCity()); // 大田区
  }

  @Test
  void designatedCities_haveValidCheckDigits() {
    // 全国地方公共団体コード: 11 − (weights 6,5,4,3,2 over the first five digits mod 11), last digit
    for (String code : MunicipalityCode.DESIGNATED_CITIES) {
      int sum = 0;
      for (int i = 0; i < 5; i++) {
        sum += (6 - i) * Character.digit(code.charAt(i), 10);
      }
      assertEquals((11 - sum % 11) % 10, Character.digit(code.charAt(5), 10), code);
    }
    assertEquals(20, MunicipalityCode.DESIGNATED_CITIES.size());
  }

  @Test
  void residence_readsItsOwnText() {
    for (String text : new String[] {"abroad", "999018"}) {
      assertEquals(text, Residence.parse(text).text());
    }
    assertThrows(InvalidMessage.class, () -> Residence.parse("Abroad"));
  }
}
