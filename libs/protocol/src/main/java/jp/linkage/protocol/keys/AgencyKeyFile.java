package jp.linkage.protocol.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import jp.linkage.protocol.conversion.AgencyDecryptionKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.JsonObject;

/**
 * An agency's keys of one epoch (protocol §6).
 *
 * @param id the agency that they belong to
 * @param epoch 1 or more
 * @param decryptionKey y
 * @param hpkeSeed X-Wing seed, 32 bytes
 * @param signingKey signs σ_A and σ_B
 * @param kappa κ: keys the index of persons, 32 bytes; its loss orphans the person table
 * @param wrapKey wraps the stored tokens, 32 bytes
 * @param staffKey keys the staff pseudonyms, 32 bytes
 */
public record AgencyKeyFile(
    AgencyId id,
    int epoch,
    AgencyDecryptionKey decryptionKey,
    SecretBytes hpkeSeed,
    Es256PrivateKey signingKey,
    SecretBytes kappa,
    SecretBytes wrapKey,
    SecretBytes staffKey) {
  private static final String ROLE = "agency";

  /**
   * Reads the file.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage when it is not an agency's key file, or when
   *     others may read it
   */
  public static AgencyKeyFile read(Path file) {
    return KeyFileForm.read(file, ROLE, AgencyKeyFile::read);
  }

  private static AgencyKeyFile read(JsonObject json) {
    return new AgencyKeyFile(
        json.value("id", AgencyId::new),
        KeyFileForm.epoch(json),
        AgencyDecryptionKey.ofSecret(KeyFileForm.secret(json, "y")),
        KeyFileForm.secret(json, "hpkeSeed"),
        json.object("signingKey", Es256PrivateKey::read),
        KeyFileForm.secret(json, "kappa"),
        KeyFileForm.secret(json, "wrapKey"),
        KeyFileForm.secret(json, "staffKey"));
  }

  /** Writes a new file of mode 0600; never overwrites one. */
  public void write(Path file) {
    ObjectNode json = KeyFileForm.json(ROLE, epoch);
    json.put("id", id.value());
    json.put("y", KeyFileForm.text(decryptionKey.encodeSecret()));
    json.put("hpkeSeed", KeyFileForm.text(hpkeSeed));
    json.set("signingKey", signingKey.json());
    json.put("kappa", KeyFileForm.text(kappa));
    json.put("wrapKey", KeyFileForm.text(wrapKey));
    json.put("staffKey", KeyFileForm.text(staffKey));
    KeyFileForm.write(file, json);
  }
}
