package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierKeyTest {
  private static final VerifierKey ED25519 = TestLog.SIGNERS.getFirst().key();
  private static final VerifierKey ML_DSA = TestLog.SIGNERS.getLast().key();

  @Test
  void file_keysWithTheirLastOffsets_isRead() {
    String file = "# replaced in 2026\n\n%s 41\n%s 0\n".formatted(ED25519.text(), ML_DSA.text());
    assertEquals(
        List.of(new EarlierKey(ED25519, 41), new EarlierKey(ML_DSA, 0)),
        EarlierKey.parse(file.getBytes(UTF_8)));
    assertEquals(List.of(), EarlierKey.parse(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "VKEY\n",
        "VKEY \n",
        "VKEY 01\n",
        "VKEY -1\n",
        "VKEY 1 \n",
        "VKEY 1 2\n",
        "VKEY  1\n",
        " VKEY 1\n",
        "VKEY 1",
        "1 VKEY\n",
        "VKEY 9999999999999999999\n",
        "key 1\n"
      })
  void file_ofAnotherForm_isRefused(String form) {
    byte[] file = form.replace("VKEY", ED25519.text()).getBytes(UTF_8);
    assertThrows(ProtocolViolation.class, () -> EarlierKey.parse(file));
  }

  @Test
  void key_ofAWitness_isRefused() {
    assertThrows(ProtocolViolation.class, () -> new EarlierKey(TestLog.WITNESS.key(), 1));
    assertThrows(ProtocolViolation.class, () -> new EarlierKey(ED25519, -1));
  }
}
