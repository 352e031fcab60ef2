package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.Test;

class CosignatureTest {
  private static final String TEXT =
      """
      example.com/behind-the-sofa
      20852163
      CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
      """;

  private final Checkpoint checkpoint = Checkpoint.parse(TEXT);

  // The example of tlog-cosignature.
  @Test
  void ed25519Message_exampleOfTheSpecification() {
    assertArrayEquals(
        ("cosignature/v1\ntime 1679315147\n" + TEXT).getBytes(UTF_8),
        Cosignature.ed25519Message(TEXT, 1_679_315_147));
  }

  @Test
  void mlDsaMessage_isTheStructureOfTheSpecification() {
    String expected =
        "737562747265652f76310a00" // "subtree/v1\n\0"
            + "06"
            + hex("w.test")
            + "00000000641850cb"
            + "1b"
            + hex("example.com/behind-the-sofa")
            + "0000000000000000"
            + "00000000013e2dc3"
            + "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62";
    assertEquals(
        expected,
        HexFormat.of().formatHex(Cosignature.mlDsaMessage("w.test", TEXT, 1_679_315_147)));
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  @Test
  void mlDsaMessage_namesThatDoNotFit_areRefused() {
    String longest = "o".repeat(255);
    String text = TEXT.substring(TEXT.indexOf('\n'));
    assertDoesNotThrow(() -> Cosignature.mlDsaMessage(longest, longest + text, 0));
    assertThrows(ProtocolViolation.class, () -> Cosignature.mlDsaMessage(longest + "o", TEXT, 0));
    assertThrows(
        ProtocolViolation.class, () -> Cosignature.mlDsaMessage("w", longest + "o" + text, 0));
  }

  // The cosignature line of the specification's example holds the time of its message.
  @Test
  void time_exampleOfTheSpecification_isThatOfItsSignature() {
    NoteSignature line =
        NoteSignature.parse(
            "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dl"
                + "rDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==");
    assertEquals(0x8d66cf3f, line.keyId());
    assertEquals(SignatureType.ED25519_COSIGNATURE.signatureSize(), line.signature().length());
    assertEquals(1_679_315_147, Cosignature.seconds(line.signature().toArray()));
  }

  @Test
  void sign_eachType_verifiesWithItsTime() {
    for (NoteSigner signer : List.of(TestLog.WITNESS, TestLog.OTHER_WITNESS)) {
      NoteSignature signature = signer.sign(checkpoint, TestLog.TIME);
      assertEquals(signature, NoteSignature.parse(signature.line()));
      assertDoesNotThrow(() -> signer.key().verify(TEXT, signature));
      assertEquals(Optional.of(TestLog.TIME), signer.key().time(signature));
    }
    NoteSigner log = NoteSigner.ed25519("example.com/behind-the-sofa", TestLog.ed25519(1));
    NoteSignature signature = log.sign(checkpoint, TestLog.TIME);
    assertDoesNotThrow(() -> log.key().verify(TEXT, signature));
    assertEquals(Optional.empty(), log.key().time(signature));
    assertEquals("NoteSigner(" + log.key() + ")", log.toString());
  }

  @Test
  void verify_otherTimeTextOrKey_isRefused() {
    for (NoteSigner signer : List.of(TestLog.WITNESS, TestLog.OTHER_WITNESS)) {
      NoteSignature signature = signer.sign(checkpoint, TestLog.TIME);
      byte[] bytes = signature.signature().toArray();
      for (int i = 0; i < Long.BYTES; i++) {
        byte[] changed = bytes.clone();
        changed[i] ^= 1;
        refused(signer.key(), TEXT, with(signature, changed));
      }
      refused(signer.key(), TEXT.replace("20852163", "20852164"), signature);
      refused(signer.key(), TEXT.replace("example.com", "example.org"), signature);
      refused(signer.key(), TEXT.replace("CsUY", "CsUZ"), signature);
      refused(signer.key(), TEXT + "extension\n", signature);
      refused(
          signer.key(), TEXT, with(signature, java.util.Arrays.copyOf(bytes, bytes.length - 1)));
      refused(signer.key(), TEXT, with(signature, new byte[1]));
      refused(TestLog.SIGNERS.getFirst().key(), TEXT, signature);
    }
  }

  // A cosignature of type 04 does not name its cosigner; that of type 06 does.
  @Test
  void verify_underAnotherName_isRefusedByMlDsa() {
    NoteSigner renamed = NoteSigner.mlDsaCosigner("witness.example/w3", TestLog.mlDsa(4));
    NoteSignature signature = TestLog.OTHER_WITNESS.sign(checkpoint, TestLog.TIME);
    NoteSignature claimed =
        new NoteSignature(renamed.key().name(), renamed.key().id(), signature.signature());
    refused(renamed.key(), TEXT, claimed);
  }

  @Test
  void verify_extensionLines_areSignedByEd25519Only() {
    Checkpoint extended =
        new Checkpoint(checkpoint.origin(), 1, checkpoint.root(), List.of("more"));
    NoteSignature signature = TestLog.WITNESS.sign(extended, TestLog.TIME);
    assertDoesNotThrow(() -> TestLog.WITNESS.key().verify(extended.text(), signature));
    assertThrows(ProtocolViolation.class, () -> TestLog.OTHER_WITNESS.sign(extended, TestLog.TIME));
  }

  @Test
  void sign_withoutTime_isRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> TestLog.WITNESS.sign(checkpoint, Instant.EPOCH));
  }

  @Test
  void time_ofNoStatement_isNone() {
    NoteSignature signature = TestLog.WITNESS.sign(checkpoint, TestLog.TIME);
    byte[] bytes = signature.signature().toArray();
    ByteBuffer.wrap(bytes).putLong(0);
    assertEquals(Optional.empty(), TestLog.WITNESS.key().time(with(signature, bytes)));
    ByteBuffer.wrap(bytes).putLong(-1);
    assertThrows(ProtocolViolation.class, () -> TestLog.WITNESS.key().time(with(signature, bytes)));
  }

  private static NoteSignature with(NoteSignature signature, byte[] bytes) {
    return new NoteSignature(signature.name(), signature.keyId(), Bytes.of(bytes));
  }

  private static void refused(VerifierKey key, String text, NoteSignature signature) {
    assertThrows(ProtocolViolation.class, () -> key.verify(text, signature));
  }
}
