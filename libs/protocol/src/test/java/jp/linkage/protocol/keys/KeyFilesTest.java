package jp.linkage.protocol.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import jp.linkage.protocol.conversion.AgencyDecryptionKey;
import jp.linkage.protocol.conversion.AuditDecryptionShare;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.BrokerDecryptionShare;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.InvalidMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  private static final NamespaceId LOG = new NamespaceId("log");

  @TempDir Path folder;

  @Test
  void gatewayKeys_writtenAndRead_areTheSame() {
    GatewayKeyFile written = gateway();
    written.write(file());

    GatewayKeyFile read = GatewayKeyFile.read(file());

    assertEquals(publicKey(written), publicKey(read));
    assertEquals(written.decryptionShare().publicKey(), read.decryptionShare().publicKey());
    assertEquals(written.signingKey().publicKey(), read.signingKey().publicKey());
    assertTrue(
        written.signingKey().toKey().getS().equals(read.signingKey().toKey().getS()),
        "private key");
  }

  @Test
  void auditKeys_writtenAndRead_areTheSame() {
    var written =
        new AuditKeyFile(
            1,
            Map.of(LOG, AuditShare.generate()),
            AuditDecryptionShare.generate(),
            SecretBytes.random(32),
            SecretBytes.random(32),
            SecretBytes.random(32),
            SecretBytes.random(32));
    written.write(file());

    AuditKeyFile read = AuditKeyFile.read(file());

    assertTrue(written.kappaLog().equalsSecret(read.kappaLog()));
    assertTrue(written.logKeySeed().equalsSecret(read.logKeySeed()));
    assertTrue(written.logMlDsaKeySeed().equalsSecret(read.logMlDsaKeySeed()));
    assertFalse(read.logMlDsaKeySeed().equalsSecret(read.logKeySeed()));
    assertTrue(written.periodMasterKey().equalsSecret(read.periodMasterKey()));
    assertEquals(written.decryptionShare().publicKey(), read.decryptionShare().publicKey());
  }

  @Test
  void agencyKeys_writtenAndRead_areTheSame() {
    var written =
        new AgencyKeyFile(
            new AgencyId("aoba-tax"),
            1,
            AgencyDecryptionKey.generate(),
            SecretBytes.random(32),
            Es256PrivateKey.generate(),
            SecretBytes.random(32),
            SecretBytes.random(32),
            SecretBytes.random(32));
    written.write(file());

    AgencyKeyFile read = AgencyKeyFile.read(file());

    assertEquals(written.id(), read.id());
    assertEquals(written.decryptionKey().publicKey(), read.decryptionKey().publicKey());
    assertTrue(written.wrapKey().equalsSecret(read.wrapKey()));
  }

  @Test
  void keyFile_ofAnotherRole_isRefused() {
    gateway().write(file());

    assertThrows(InvalidMessage.class, () -> AuditKeyFile.read(file()));
    assertThrows(InvalidMessage.class, () -> AgencyKeyFile.read(file()));
  }

  @Test
  void keyFile_readableByOthers_isRefused() throws IOException {
    gateway().write(file());
    assertEquals(
        PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(file()));
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));

    assertThrows(InvalidMessage.class, () -> GatewayKeyFile.read(file()));
  }

  @Test
  void keyFile_thatExists_isNotOverwritten() {
    gateway().write(file());

    assertThrows(UncheckedIOException.class, () -> gateway().write(file()));
  }

  @Test
  void publicKey_offTheCurve_isRefused() {
    Es256PublicKey key = Es256PrivateKey.generate().publicKey();

    assertThrows(InvalidMessage.class, () -> new Es256PublicKey(key.y(), key.x()));
  }

  @Test
  void keys_printed_showNothing() {
    assertFalse(Es256PrivateKey.generate().toString().contains("["));
    assertFalse(gateway().toString().contains("SecretBytes["));
  }

  private Path file() {
    return folder.resolve("keys.json");
  }

  private static GatewayKeyFile gateway() {
    return new GatewayKeyFile(
        1,
        Map.of(LOG, BrokerShare.generate()),
        BrokerDecryptionShare.generate(),
        Es256PrivateKey.generate());
  }

  private static Object publicKey(GatewayKeyFile keys) {
    return keys.shares().values().iterator().next().publicKey();
  }
}
