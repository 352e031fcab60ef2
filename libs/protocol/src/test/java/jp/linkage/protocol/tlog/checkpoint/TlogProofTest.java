package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlogProofTest {
  private static final TestLog LOG = new TestLog(70);
  private static final TrustPolicy POLICY = TestLog.policy(TestLog.WITNESS, TestLog.OTHER_WITNESS);

  private static SignedCheckpoint cosigned(int size) {
    Checkpoint checkpoint = LOG.checkpoint(size);
    return LOG.signed(size)
        .with(TestLog.WITNESS.sign(checkpoint, TestLog.TIME))
        .with(TestLog.OTHER_WITNESS.sign(checkpoint, TestLog.TIME));
  }

  @Test
  void verify_everyEntry_isShown() {
    for (int size : new int[] {1, 2, 64, 65, 70}) {
      SignedCheckpoint checkpoint = LOG.signed(size);
      for (int index = 0; index < size; index += 1 + size / 10) {
        TlogProof proof = LOG.proof(index, checkpoint);
        byte[] leaf = LOG.leafHash(index);
        assertDoesNotThrow(() -> proof.verify(leaf, TestLog.policy()));
        assertEquals(proof, TlogProof.parse(proof.bytes()));
        byte[] other = LOG.leafHash((index + 1) % 70);
        assertThrows(ProtocolViolation.class, () -> proof.verify(other, TestLog.policy()));
        assertThrows(ProtocolViolation.class, () -> proof.verify(leaf, POLICY));
      }
    }
  }

  // Every byte of a proof with all four kinds of signatures; the other bytes of the smaller proof
  // below take every value.
  @Test
  void verify_anyByteChanged_isRefused() {
    byte[] bytes = LOG.proof(66, cosigned(70)).bytes();
    byte[] leaf = LOG.leafHash(66);
    assertDoesNotThrow(() -> TlogProof.parse(bytes).verify(leaf, POLICY));
    for (int i = 0; i < bytes.length; i++) {
      for (int change : new int[] {1, 0x20, 0x80}) {
        refused(leaf, bytes, i, change, POLICY);
      }
    }
  }

  @Test
  void verify_anyByteChangedToAnything_isRefused() {
    NoteSigner signer = TestLog.SIGNERS.getFirst();
    TrustPolicy policy =
        new TrustPolicy(
            List.of(new TrustPolicy.Log(signer.key(), Optional.empty())),
            List.of(),
            new Quorum.None());
    SignedCheckpoint checkpoint =
        SignedCheckpoint.sign(LOG.checkpoint(11), List.of(signer), TestLog.TIME);
    byte[] bytes = LOG.proof(10, checkpoint).bytes();
    byte[] leaf = LOG.leafHash(10);
    assertDoesNotThrow(() -> TlogProof.parse(bytes).verify(leaf, policy));
    for (int i = 0; i < bytes.length; i++) {
      for (int change = 1; change < 256; change++) {
        refused(leaf, bytes, i, change, policy);
      }
    }
  }

  private static void refused(byte[] leaf, byte[] bytes, int at, int change, TrustPolicy policy) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) change;
    assertThrows(
        ProtocolViolation.class,
        () -> TlogProof.parse(changed).verify(leaf, policy),
        () -> "byte " + at + " changed by " + change);
  }

  @Test
  void verify_anyCut_isRefused() {
    byte[] bytes = LOG.proof(3, cosigned(5)).bytes();
    byte[] leaf = LOG.leafHash(3);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThrows(ProtocolViolation.class, () -> TlogProof.parse(cut).verify(leaf, POLICY));
    }
  }

  @Test
  void bytes_areTheLinesOfTheSpecification() {
    TlogProof proof = LOG.proof(1, LOG.signed(3));
    String expected =
        "c2sp.org/tlog-proof@v1\nindex 1\n"
            + StandardBase64.encode(Bytes.of(LOG.leafHash(0)))
            + "\n"
            + StandardBase64.encode(Bytes.of(LOG.leafHash(2)))
            + "\n\n"
            + new String(LOG.signed(3).note().bytes(), UTF_8)
                .lines().limit(4).toList().stream()
                    .map(line -> line + "\n")
                    .collect(java.util.stream.Collectors.joining());
    assertTrue(new String(proof.bytes(), UTF_8).startsWith(expected));
  }

  @Test
  void extra_isKeptAndNotBelieved() {
    TlogProof bare = LOG.proof(1, LOG.signed(3));
    Bytes data = Bytes.of("receipt".getBytes(UTF_8));
    TlogProof proof =
        new TlogProof(Optional.of(data), bare.index(), bare.path(), bare.checkpoint());
    assertTrue(
        new String(proof.bytes(), UTF_8)
            .startsWith("c2sp.org/tlog-proof@v1\nextra cmVjZWlwdA==\nindex 1\n"));
    assertEquals(proof, TlogProof.parse(proof.bytes()));
    assertArrayEquals(proof.bytes(), TlogProof.parse(proof.bytes()).bytes());
    assertDoesNotThrow(() -> proof.verify(LOG.leafHash(1), TestLog.policy()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'wrong-header\\nindex 0\\n\\nCHECKPOINT'                             | line 1: expected c2sp.org/tlog-proof@v1
          'c2sp.org/tlog-proof@v1'                                          | line 1: expected c2sp.org/tlog-proof@v1
          'c2sp.org/tlog-proof@v1\\nextra !!\\nindex 0\\n\\nCHECKPOINT'         | extra data in Base64
          'c2sp.org/tlog-proof@v1\\nextra AA\\nindex 0\\n\\nCHECKPOINT'         | extra data in Base64
          'c2sp.org/tlog-proof@v1\\nextra AA==\\nextra AA==\\nindex 0\\n\\nCHECKPOINT' | line 3: expected index
          'c2sp.org/tlog-proof@v1\\n\\n\\nCHECKPOINT'                          | line 2: expected index and the entry's index in decimal, found ""
          'c2sp.org/tlog-proof@v1\\nindex no\\n\\nCHECKPOINT'                  | line 2: expected index and the entry's index in decimal, found "index no"
          'c2sp.org/tlog-proof@v1\\nindex -5\\n\\nCHECKPOINT'                  | line 2: expected index
          'c2sp.org/tlog-proof@v1\\nindex 00\\n\\nCHECKPOINT'                  | line 2: expected index
          'c2sp.org/tlog-proof@v1\\nindex  0\\n\\nCHECKPOINT'                  | line 2: expected index
          'c2sp.org/tlog-proof@v1\\nindex 0\\nextra AA==\\n\\nCHECKPOINT'       | line 3: expected a hash of the path, or an empty line
          'c2sp.org/tlog-proof@v1\\nindex 0\\nAAAA\\n\\nCHECKPOINT'             | line 3: expected a hash of the path, or an empty line
          'c2sp.org/tlog-proof@v1\\nindex 0\\nCHECKPOINT'                     | line 3: expected a hash of the path, or an empty line
          'c2sp.org/tlog-proof@v1\\nindex 0\\n'                               | line 3: expected a hash of the path, or an empty line, 32 bytes in Base64, found the end
          'c2sp.org/tlog-proof@v1\\nindex 0\\n\\n'                             | note: expected a text
          'c2sp.org/tlog-proof@v1\\nindex 0\\n\\n\\nCHECKPOINT'                 | checkpoint, line 2: expected the size
          """)
  void parse_malformed_isRefused(String template, String expected) {
    String proof =
        template.translateEscapes().replace("CHECKPOINT", new String(LOG.signed(1).bytes(), UTF_8));
    var refused =
        assertThrows(ProtocolViolation.class, () -> TlogProof.parse(proof.getBytes(UTF_8)));
    assertTrue(refused.toString().contains(expected), refused::toString);
  }

  @Test
  void parse_pathOfMoreThan63_isRefused() {
    String hash = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n";
    String rest = "\n" + new String(LOG.signed(1).bytes(), UTF_8);
    String head = "c2sp.org/tlog-proof@v1\nindex 0\n";
    byte[] longest = (head + hash.repeat(63) + rest).getBytes(UTF_8);
    byte[] longer = (head + hash.repeat(64) + rest).getBytes(UTF_8);
    assertEquals(63, TlogProof.parse(longest).path().size());
    assertThrows(ProtocolViolation.class, () -> TlogProof.parse(longer));
    List<byte[]> hashes = java.util.Collections.nCopies(64, new byte[32]);
    assertThrows(ProtocolViolation.class, () -> TlogProof.of(0, hashes, LOG.signed(1)));
    assertThrows(ProtocolViolation.class, () -> TlogProof.of(-1, List.of(), LOG.signed(1)));
  }
}
