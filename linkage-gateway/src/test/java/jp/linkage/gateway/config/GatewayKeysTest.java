package jp.linkage.gateway.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import jp.linkage.protocol.conversion.BrokerDecryptionShare;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.protocol.keys.GatewayKeyFile;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.permission.PermissionTable;
import org.junit.jupiter.api.Test;

class GatewayKeysTest {
  private final TestParties parties = new TestParties();
  private final GatewayKeyFile file = parties.gateway();
  private final Manifest manifest = parties.manifest(1, PermissionTable.bundled(), Map.of());

  @Test
  void keys_ofTheManifest_areAccepted() {
    assertDoesNotThrow(() -> new GatewayKeys(file).requireOwn(manifest));
  }

  @Test
  void keys_ofAnotherEpoch_areRefused() {
    refused(
        new GatewayKeyFile(2, file.shares(), file.decryptionShare(), file.signingKey()), "epoch");
  }

  @Test
  void keys_withAnotherDecryptionShare_areRefused() {
    refused(
        new GatewayKeyFile(1, file.shares(), BrokerDecryptionShare.generate(), file.signingKey()),
        "U of");
  }

  @Test
  void keys_withAnotherSigningKey_areRefused() {
    refused(
        new GatewayKeyFile(1, file.shares(), file.decryptionShare(), Es256PrivateKey.generate()),
        "signing key");
  }

  @Test
  void keys_withAnotherShareOfTheLog_areRefused() {
    refused(withShare(NamespaceId.LOG), "namespace log");
  }

  @Test
  void keys_withAnotherShareOfAnAgency_areRefused() {
    refused(withShare(TestParties.AOBA_TAX.namespace()), "namespace aoba-tax");
  }

  @Test
  void keys_withoutAShareOfAnAgency_areRefused() {
    Map<NamespaceId, BrokerShare> shares = new HashMap<>(file.shares());
    shares.remove(TestParties.AOBA_TAX.namespace());
    refused(
        new GatewayKeyFile(1, shares, file.decryptionShare(), file.signingKey()),
        "namespace aoba-tax");
  }

  @Test
  void share_ofTheRoot_isOne() {
    assertEquals(
        BrokerShare.root().publicKey(), new GatewayKeys(file).share(NamespaceId.ROOT).publicKey());
  }

  private GatewayKeyFile withShare(NamespaceId namespace) {
    Map<NamespaceId, BrokerShare> shares = new HashMap<>(file.shares());
    shares.put(namespace, BrokerShare.generate());
    return new GatewayKeyFile(1, shares, file.decryptionShare(), file.signingKey());
  }

  private void refused(GatewayKeyFile keys, String named) {
    var e =
        assertThrows(IllegalStateException.class, () -> new GatewayKeys(keys).requireOwn(manifest));
    String message = String.valueOf(e.getMessage());
    assertEquals(true, message.contains(named), message);
  }
}
