package jp.linkage.protocol.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import jp.linkage.protocol.conversion.AuditDecryptionShare;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.JsonObject;

/**
 * The audit-service's keys of one epoch (protocol §6).
 *
 * @param epoch 1 or more
 * @param shares a_X by namespace: one for every agency, one for {@code log}
 * @param decryptionShare v
 * @param kappaLog κ_L, 32 bytes: keys the log pseudonyms; its loss orphans the history
 * @param logKeySeed seed of the Ed25519 log key, 32 bytes: signs records, receipts, checkpoints
 * @param logMlDsaKeySeed seed ξ of the ML-DSA-44 log key, 32 bytes: signs checkpoints
 * @param periodMasterKey wraps the period keys, 32 bytes
 */
public record AuditKeyFile(
    int epoch,
    Map<NamespaceId, AuditShare> shares,
    AuditDecryptionShare decryptionShare,
    SecretBytes kappaLog,
    SecretBytes logKeySeed,
    SecretBytes logMlDsaKeySeed,
    SecretBytes periodMasterKey) {
  private static final String ROLE = "audit";

  public AuditKeyFile {
    shares = Map.copyOf(shares);
  }

  /**
   * Reads the file.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage when it is not an audit-service's key file, or
   *     when others may read it
   */
  public static AuditKeyFile read(Path file) {
    return KeyFileForm.read(file, ROLE, AuditKeyFile::read);
  }

  private static AuditKeyFile read(JsonObject json) {
    return new AuditKeyFile(
        KeyFileForm.epoch(json),
        KeyFileForm.shares(json, AuditShare::ofSecret),
        AuditDecryptionShare.ofSecret(KeyFileForm.secret(json, "v")),
        KeyFileForm.secret(json, "kappaL"),
        KeyFileForm.secret(json, "logKey"),
        KeyFileForm.secret(json, "logMlDsaKey"),
        KeyFileForm.secret(json, "periodMasterKey"));
  }

  /** Writes a new file of mode 0600; never overwrites one. */
  public void write(Path file) {
    ObjectNode json = KeyFileForm.json(ROLE, epoch);
    KeyFileForm.putShares(json, shares, AuditShare::encodeSecret);
    json.put("v", KeyFileForm.text(decryptionShare.encodeSecret()));
    json.put("kappaL", KeyFileForm.text(kappaLog));
    json.put("logKey", KeyFileForm.text(logKeySeed));
    json.put("logMlDsaKey", KeyFileForm.text(logMlDsaKeySeed));
    json.put("periodMasterKey", KeyFileForm.text(periodMasterKey));
    KeyFileForm.write(file, json);
  }
}
