package jp.linkage.protocol.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static jp.linkage.protocol.crypto.PublishedVectors.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HashToCurveTest {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();

  @Test
  void hashToGroup_publishedVectors_givesTheirPoints() {
    JsonNode suite = PublishedVectors.read("rfc9380-P256_XMD_SHA-256_SSWU_RO.json");
    String dst = suite.path("dst").asText();
    assertEquals(5, suite.path("vectors").size());
    for (JsonNode vector : suite.path("vectors")) {
      Element point = GROUP.hashToGroup(vector.path("msg").asText().getBytes(UTF_8), dst);
      assertArrayEquals(compressed(vector.path("P")), point.encode());
    }
  }

  private static byte[] compressed(JsonNode point) {
    byte[] y = hex(point, "y");
    String prefix = (y[31] & 1) == 0 ? "02" : "03";
    return HexFormat.of().parseHex(prefix + point.path("x").asText().substring(2));
  }

  // RFC 9380 appendix J.1.1, the first two.
  @Test
  void hashToGroup_valuesOfTheRfc_givesTheirPoints() {
    String dst = "QUUX-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_";
    assertArrayEquals(
        hex("032c15230b26dbc6fc9a37051158c95b79656e17a1a920b11394ca91c44247d3e4"),
        GROUP.hashToGroup(new byte[0], dst).encode());
    assertArrayEquals(
        hex("020bb8b87485551aa43ed54f009230450b492fead5f1cc91658775dac4a3388a0f"),
        GROUP.hashToGroup("abc".getBytes(US_ASCII), dst).encode());
  }

  // RFC 9380 appendix K.1, SHA-256, the messages "" and "abc" with 0x20 bytes.
  @Test
  void expandMessage_valuesOfTheRfc_givesTheirBytes() {
    byte[] dst = ExpandMessage.tag("QUUX-V01-CS02-with-expander-SHA256-128");
    assertArrayEquals(
        hex("68a985b87eb6b46952128911f2a4412bbc302a9d759667f87f7a21d803f07235"),
        ExpandMessage.xmd(new byte[0], dst, 32));
    assertArrayEquals(
        hex("d8ccab23b5985ccea865c6c97b6e5b8350e794e603b4b97902f53a8a0d605615"),
        ExpandMessage.xmd("abc".getBytes(US_ASCII), dst, 32));
  }

  @Test
  void hashToGroup_otherTag_givesAnotherPoint() {
    assertNotEquals(
        GROUP.hashToGroup(new byte[] {1}, "tag-1"), GROUP.hashToGroup(new byte[] {1}, "tag-2"));
  }
}
