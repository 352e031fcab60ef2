package jp.linkage.protocol.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 512",
    "1, 512",
    "511, 512",
    "512, 1024",
    "1023, 1024",
    "1024, 2048",
    "4095, 4096",
    "4096, 8192"
  })
  void pad_payload_fillsTheSmallestClassThatHoldsItAndTheMark(int payload, int expected) {
    byte[] bytes = Randomness.bytes(payload);
    byte[] padded = Padding.pad(bytes);
    assertEquals(expected, padded.length);
    assertArrayEquals(bytes, Padding.unpad(padded));
  }

  @Test
  void unpad_payloadThatLooksLikePadding_isKept() {
    byte[] payload = {(byte) 0x80, 0, 0, (byte) 0x80, 0};
    assertArrayEquals(payload, Padding.unpad(Padding.pad(payload)));
  }

  @Test
  void unpad_anythingButAPaddedPayload_isRefused() {
    assertRefused(new byte[0]);
    assertRefused(new byte[512]);
    byte[] wrongMark = Padding.pad(new byte[] {1});
    wrongMark[1] = (byte) 0x81;
    assertRefused(wrongMark);
    byte[] wrongFill = Padding.pad(new byte[] {1});
    wrongFill[511] = 1;
    assertRefused(wrongFill);
    // no size class, and not the smallest one
    assertRefused(Arrays.copyOf(Padding.pad(new byte[] {1}), 513));
    assertRefused(Arrays.copyOf(Padding.pad(new byte[] {1}), 256));
    assertRefused(Arrays.copyOf(Padding.pad(new byte[] {1}), 1024));
  }

  private static void assertRefused(byte[] padded) {
    var violation = assertThrows(ProtocolViolation.class, () -> Padding.unpad(padded));
    assertEquals(Reason.INVALID_PADDING, violation.reason());
  }
}
