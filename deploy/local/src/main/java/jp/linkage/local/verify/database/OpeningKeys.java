package jp.linkage.local.verify.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.keys.AuditKeyFile;

/**
 * What an auditor can open records with: nothing, or everything that the audit-service itself can.
 *
 * @param master of the key file; empty for an auditor who was not given it
 * @param months the months' keys that were not destroyed, by name
 */
record OpeningKeys(Optional<Aead> master, Map<String, Aead> months) {
  static final OpeningKeys NONE = new OpeningKeys(Optional.empty(), Map.of());

  OpeningKeys {
    months = Map.copyOf(months);
  }

  /**
   * With the audit-service's key file.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the key file is another one's
   */
  static OpeningKeys read(Connection connection, Path auditKeys) throws SQLException {
    return new OpeningKeys(
        Optional.of(Aead.of(AuditKeyFile.read(auditKeys).periodMasterKey())),
        MonthKeyRows.open(connection, auditKeys));
  }

  /** Whether what nobody told was destroyed must open. */
  boolean given() {
    return master.isPresent();
  }

  /**
   * What a legal hold keeps of the record at this place.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it was not sealed for this place
   */
  Optional<byte[]> held(long index, byte[] sealed) {
    byte[] associated = ("held opening " + index).getBytes(US_ASCII);
    return master.map(key -> key.open(sealed, associated));
  }
}
