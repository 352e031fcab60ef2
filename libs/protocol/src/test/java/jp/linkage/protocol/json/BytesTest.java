package jp.linkage.protocol.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
  @Test
  void text_ofAnyOctets_readsBackTheSame() {
    Random random = new Random(1);
    for (int length = 0; length < 100; length++) {
      byte[] octets = new byte[length];
      random.nextBytes(octets);

      assertEquals(Bytes.of(octets), Bytes.parse(Bytes.of(octets).text()));
    }
  }

  // "AA" is one zero octet; "AB" decodes to the same octet in a lenient reader
  @ParameterizedTest
  @ValueSource(strings = {"A", "AB", "AA=", "AA==", "A+", "A/", " AA", "AA\n", "ÀA", "AAAAA"})
  void parse_ofAnotherText_isRefused(String text) {
    assertThrows(InvalidMessage.class, () -> Bytes.parse(text));
  }

  @Test
  void sha256_ofParts_isThatOfTheirConcatenation() {
    Bytes a = Bytes.of("a".getBytes(StandardCharsets.UTF_8));
    Bytes bc = Bytes.of("bc".getBytes(StandardCharsets.UTF_8));

    // FIPS 180-4, the message "abc"
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        HexFormat.of().formatHex(Bytes.sha256(a, bc).toArray()));
    assertEquals(Bytes.sha256(a, bc), Bytes.sha256(Bytes.concat(a, bc)));
  }

  @Test
  void integers_areBigEndian() {
    assertEquals("01020304", hex(Bytes.u32(0x01020304)));
    assertEquals("ffffffff", hex(Bytes.u32(-1)));
    assertEquals("0102030405060708", hex(Bytes.u64(0x0102030405060708L)));
    assertEquals("00000000ffffffff", hex(Bytes.u64(0xffffffffL)));
  }

  @Test
  void content_canNotBeChangedFromOutside() {
    byte[] octets = {1, 2, 3};
    Bytes bytes = Bytes.of(octets);
    octets[0] = 9;
    bytes.toArray()[1] = 9;

    assertEquals(Bytes.of(new byte[] {1, 2, 3}), bytes);
    assertNotEquals(Bytes.of(new byte[] {1, 2}), bytes);
  }

  @Test
  void toString_tellsNoContent() {
    assertFalse(Bytes.of(new byte[] {1, 2, 3}).toString().contains("AQID"));
  }

  @Test
  void requireLength_ofAnother_isRefused() {
    assertThrows(InvalidMessage.class, () -> Bytes.EMPTY.requireLength(1));
  }

  private static String hex(Bytes bytes) {
    return HexFormat.of().formatHex(bytes.toArray());
  }
}
