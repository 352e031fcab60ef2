package jp.linkage.protocol.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import jp.linkage.protocol.conversion.BrokerDecryptionShare;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.JsonObject;

/**
 * The linkage-gateway's keys of one epoch (protocol §6).
 *
 * @param epoch 1 or more
 * @param shares g_X by namespace: one for every agency, one for {@code log}
 * @param decryptionShare u
 * @param signingKey signs permits
 */
public record GatewayKeyFile(
    int epoch,
    Map<NamespaceId, BrokerShare> shares,
    BrokerDecryptionShare decryptionShare,
    Es256PrivateKey signingKey) {
  private static final String ROLE = "gateway";

  public GatewayKeyFile {
    shares = Map.copyOf(shares);
  }

  /**
   * Reads the file.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage when it is not a gateway's key file, or when
   *     others may read it
   */
  public static GatewayKeyFile read(Path file) {
    return KeyFileForm.read(file, ROLE, GatewayKeyFile::read);
  }

  private static GatewayKeyFile read(JsonObject json) {
    return new GatewayKeyFile(
        KeyFileForm.epoch(json),
        KeyFileForm.shares(json, BrokerShare::ofSecret),
        BrokerDecryptionShare.ofSecret(KeyFileForm.secret(json, "u")),
        json.object("signingKey", Es256PrivateKey::read));
  }

  /** Writes a new file of mode 0600; never overwrites one. */
  public void write(Path file) {
    ObjectNode json = KeyFileForm.json(ROLE, epoch);
    KeyFileForm.putShares(json, shares, BrokerShare::encodeSecret);
    json.put("u", KeyFileForm.text(decryptionShare.encodeSecret()));
    json.set("signingKey", signingKey.json());
    KeyFileForm.write(file, json);
  }
}
