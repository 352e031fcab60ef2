package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {
  /** The example of signed-note. */
  private static final String VKEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  private static final String NOTE =
      """
      This is an example message.

      — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
      """;

  /** A checkpoint of the Go checksum database, whose origin is not the name of its key. */
  private static final String GO_VKEY =
      "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";

  private static final String GO_CHECKPOINT =
      """
      go.sum database tree
      35225469
      vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=

      — sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=
      """;

  private static final String LINE = NOTE.substring(NOTE.indexOf('—')).stripTrailing();

  private static SignedNote note(String note) {
    return SignedNote.parse(note.getBytes(UTF_8));
  }

  @Test
  void verify_exampleOfTheSpecification_isSigned() {
    VerifierKey key = VerifierKey.parse(VKEY);
    SignedNote note = note(NOTE);
    assertEquals("This is an example message.\n", note.text());
    assertEquals(List.of(key), note.verify(List.of(key)));
    assertArrayEquals(NOTE.getBytes(UTF_8), note.bytes());
  }

  @Test
  void verify_checkpointOfTheGoChecksumDatabase_isSigned() {
    SignedCheckpoint signed = SignedCheckpoint.parse(GO_CHECKPOINT.getBytes(UTF_8));
    assertEquals("go.sum database tree", signed.checkpoint().origin());
    assertEquals(35_225_469, signed.checkpoint().size());
    VerifierKey key = VerifierKey.parse(GO_VKEY);
    assertEquals(List.of(key), signed.note().verify(List.of(key)));
    assertArrayEquals(GO_CHECKPOINT.getBytes(UTF_8), signed.bytes());
  }

  // Every byte, and each of the 255 other values it could have.
  @ParameterizedTest
  @ValueSource(strings = {NOTE, GO_CHECKPOINT})
  void verify_anyByteChanged_isRefused(String text) {
    List<VerifierKey> keys = List.of(VerifierKey.parse(VKEY), VerifierKey.parse(GO_VKEY));
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      for (int change = 1; change < 256; change++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) change;
        assertThrows(
            ProtocolViolation.class,
            () -> SignedNote.parse(changed).verify(keys),
            () -> new String(changed, UTF_8));
      }
    }
  }

  @Test
  void verify_signatureOfAnUnknownKey_isIgnored() {
    VerifierKey key = VerifierKey.parse(VKEY);
    String others =
        """
        — example.com/foo AAAAAAA=
        — example.com/bar Uw2QOgA=
        — 例/え AQIDBAU=
        """;
    assertEquals(List.of(key), note(NOTE + others).verify(List.of(key)));
    var refused =
        assertThrows(ProtocolViolation.class, () -> note("text\n\n" + others).verify(List.of(key)));
    assertEquals(Reason.INVALID_SIGNATURE, refused.reason());
  }

  @Test
  void verify_knownKeyWhoseSignatureFails_refusesTheNote() {
    NoteSigner other = NoteSigner.ed25519("example.com/bar", TestLog.ed25519(9));
    String text = "This is an example message.\n";
    var otherText = new Checkpoint("o", 1, Bytes.of(new byte[32]));
    SignedNote note = note(NOTE).with(other.sign(otherText, TestLog.TIME));
    assertEquals(text, note.text());
    VerifierKey key = VerifierKey.parse(VKEY);
    assertDoesNotThrow(() -> note.verify(List.of(key)));
    assertThrows(ProtocolViolation.class, () -> note.verify(List.of(key, other.key())));
  }

  @Test
  void verify_secondSignatureOfAKnownKeyFails_refusesTheNote() {
    SignedNote note = note(NOTE + LINE.replace("Uw2QOkn8", "Uw2QOkn9") + "\n");
    assertEquals(2, note.signatures().size());
    assertThrows(ProtocolViolation.class, () -> note.verify(List.of(VerifierKey.parse(VKEY))));
  }

  @Test
  void parse_textWithEmptyLines_endsBeforeTheLast() {
    assertEquals("a\n\n\nb\n", note("a\n\n\nb\n\n" + LINE + "\n").text());
    assertEquals("\n", note("\n\n" + LINE + "\n").text());
  }

  @Test
  void parse_asManySignaturesAsThereMayBe() {
    assertEquals(64, note("t\n\n" + (LINE + "\n").repeat(64)).signatures().size());
    assertThrows(ProtocolViolation.class, () -> note("t\n\n" + (LINE + "\n").repeat(65)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                  | expected a text, an empty line and signatures
          'text\\n'                            | expected a text, an empty line and signatures
          'text\\n\\n'                          | expected 1 to 64 signatures, found 0
          'text\\n\\n— a AAAAAAE='              | note, line 1: expected a signature and a line feed, found "— a AAAAAAE="
          'text\\n\\n- a AAAAAAE=\\n'            | expected a signature line
          'text\\n\\n—a AAAAAAE=\\n'             | expected a signature line
          'text\\n\\n— aAAAAAAE=\\n'             | expected a signature line
          'text\\n\\n—  AAAAAAE=\\n'             | expected a key's name without space and plus
          'text\\n\\n— a+b AAAAAAE=\\n'          | expected a key's name without space and plus
          'text\\n\\n— a\\240b AAAAAAE=\\n'     | expected a key's name without space and plus
          'text\\n\\n— a\\205b AAAAAAE=\\n'     | expected a key's name without space and plus
          'text\\n\\n— a b AAAAAAE=\\n'          | expected a signature in Base64
          'text\\n\\n— a AAAAAAE\\n'             | expected a signature in Base64
          'text\\n\\n— a AAAAAAF=\\n'            | expected a signature in Base64
          'text\\n\\n— a AAAA_AE=\\n'            | expected a signature in Base64
          'text\\n\\n— a AAAAAA==\\n'            | expected a signature in Base64
          'text\\n\\n— a \\n'                    | expected a signature in Base64
          'text\\n\\n— a AAAAAAE= \\n'           | expected a signature in Base64
          'text\\n\\n— a AAAAAAE=\\r\\n'          | expected no control character but line feeds
          'te\\txt\\n\\n— a AAAAAAE=\\n'          | expected no control character but line feeds
          """)
  void parse_malformed_isRefused(String note, String expected) {
    String unescaped = note.translateEscapes();
    var refused = assertThrows(ProtocolViolation.class, () -> note(unescaped));
    assertEquals(Reason.MALFORMED_VALUE, refused.reason());
    assertTrue(refused.toString().contains(expected), refused::toString);
  }

  @Test
  void parse_notUtf8OrTooLong_isRefused() {
    assertThrows(
        ProtocolViolation.class,
        () -> SignedNote.parse("t\u00e9\n\n— a AAAAAAE=\n".getBytes(ISO_8859_1)));
    byte[] surrogate = {'t', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '\n'};
    assertThrows(ProtocolViolation.class, () -> SignedNote.parse(surrogate));
    assertThrows(
        ProtocolViolation.class,
        () -> note("t".repeat(SignedNote.MAX_BYTES) + "\n\n" + LINE + "\n"));
  }

  @Test
  void with_sameKeyAgain_replacesItsSignature() {
    Checkpoint checkpoint = new TestLog(3).checkpoint(3);
    SignedCheckpoint once =
        new TestLog(3).signed(3).with(TestLog.WITNESS.sign(checkpoint, TestLog.TIME));
    NoteSignature later = TestLog.WITNESS.sign(checkpoint, TestLog.TIME.plusSeconds(5));
    assertEquals(3, once.with(later).note().signatures().size());
    assertEquals(later, once.with(later).note().signatures().getLast());
  }
}
