package jp.linkage.protocol.tlog.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {
  @ParameterizedTest
  @CsvSource({
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k,example.com/foo,ED25519",
    "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8,sum.golang.org,ED25519",
    "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2,remora.n621.de,"
        + "ED25519_COSIGNATURE",
  })
  void parse_keysOfOthers_areReadBack(String vkey, String name, SignatureType type) {
    VerifierKey key = VerifierKey.parse(vkey);
    assertEquals(name, key.name());
    assertEquals(type, key.type());
    assertEquals(type.keySize(), key.publicKey().length());
    assertEquals(vkey, key.text());
    assertEquals(vkey.substring(0, vkey.indexOf('+') + 9), key.toString());
    assertEquals(key, VerifierKey.parse(vkey));
    assertEquals(key.hashCode(), VerifierKey.parse(vkey).hashCode());
  }

  @Test
  void text_mlDsaKey_isReadBack() {
    VerifierKey key = TestLog.OTHER_WITNESS.key();
    assertEquals(SignatureType.ML_DSA_44_COSIGNATURE, key.type());
    assertTrue(key.text().startsWith("witness.example/w2+"));
    assertEquals(key, VerifierKey.parse(key.text()));
  }

  @Test
  void id_sameKeyOtherTypeOrName_differs() {
    var key = TestLog.ed25519(1).publicKey();
    VerifierKey note = VerifierKey.ed25519("a", key);
    assertNotEquals(note.id(), VerifierKey.ed25519Cosigner("a", key).id());
    assertNotEquals(note, VerifierKey.ed25519Cosigner("a", key));
    assertNotEquals(note.id(), VerifierKey.ed25519("b", key).id());
    assertNotEquals(note, VerifierKey.ed25519("b", key));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "example.com/foo+530d903a+",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/f o+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+Ae-yeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AQ==",
        "example.com/foo+530d903a+Bg==",
      })
  void parse_malformed_isRefused(String vkey) {
    var refused = assertThrows(ProtocolViolation.class, () -> VerifierKey.parse(vkey));
    assertEquals(ProtocolViolation.Reason.MALFORMED_VALUE, refused.reason());
  }
}
