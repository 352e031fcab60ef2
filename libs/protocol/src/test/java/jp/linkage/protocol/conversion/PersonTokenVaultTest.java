package jp.linkage.protocol.conversion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SecretBytes;
import org.junit.jupiter.api.Test;

class PersonTokenVaultTest {
  private final SecretBytes kappa = SecretBytes.random(32);
  private final SecretBytes wrapKey = SecretBytes.random(32);
  private final PersonTokenVault vault = new PersonTokenVault(kappa, wrapKey);
  private final PersonToken token = TestParties.number("123456789018");

  @Test
  void unwrap_ownNumber_givesTheToken() {
    byte[] wrapped = vault.wrap(token, "0000012345");
    assertEquals(61, wrapped.length);
    assertEquals(token, vault.unwrap(wrapped, "0000012345"));
    assertFalse(Arrays.equals(wrapped, vault.wrap(token, "0000012345")));
  }

  @Test
  void unwrap_otherNumberOrKeyOrAnyByteChanged_isRefused() {
    byte[] wrapped = vault.wrap(token, "0000012345");
    assertThrows(ProtocolViolation.class, () -> vault.unwrap(wrapped, "0000012346"));
    var other = new PersonTokenVault(kappa, SecretBytes.random(32));
    assertThrows(ProtocolViolation.class, () -> other.unwrap(wrapped, "0000012345"));
    for (int i = 0; i < wrapped.length; i++) {
      byte[] changed = wrapped.clone();
      changed[i] ^= 1;
      assertThrows(ProtocolViolation.class, () -> vault.unwrap(changed, "0000012345"));
    }
    assertThrows(ProtocolViolation.class, () -> vault.unwrap(new byte[0], "0000012345"));
  }

  @Test
  void index_sameTokenAndKey_isTheSame() {
    byte[] index = vault.index(token);
    assertEquals(32, index.length);
    assertArrayEquals(index, new PersonTokenVault(kappa, SecretBytes.random(32)).index(token));
    assertFalse(
        Arrays.equals(index, new PersonTokenVault(SecretBytes.random(32), wrapKey).index(token)));
    assertFalse(Arrays.equals(index, vault.index(TestParties.number("123456789026"))));
  }
}
