package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NumberSearchTest {
  private final NumberSearch search = new NumberSearch(List.of("123456789018", "123456789026"));

  @Test
  void form_amongOtherOctets_isFound() {
    NumberSearch.forms("123456789026")
        .forEach((form, octets) -> {
          byte[] among = new byte[octets.length + 20];
          java.util.Arrays.fill(among, (byte) '1');
          System.arraycopy(octets, 0, among, 7, octets.length);
          assertEquals(Set.of("123456789026 as " + form), search.in(among));
        });
  }

  @Test
  void number_insideALongerDocumentInBase64_isFound() {
    for (String before : List.of("", "x", "xy", "{\"number\":\"")) {
      byte[] document = (before + "123456789018\"}").getBytes(UTF_8);
      byte[] encoded = Base64.getUrlEncoder().withoutPadding().encode(document);
      assertEquals(1, search.in(encoded).size(), before);
    }
  }

  @Test
  void otherNumbers_areNotFound() {
    assertEquals(Set.of(), search.in("123456789034 12345678901 123456789-018".getBytes(UTF_8)));
  }

  @Test
  void overlappingStart_isFound() {
    assertEquals(1, search.in("123456123456789018".getBytes(UTF_8)).size());
  }
}
