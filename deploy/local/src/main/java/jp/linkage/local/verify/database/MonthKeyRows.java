package jp.linkage.local.verify.database;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.keys.AuditKeyFile;

/** The months' keys, for an auditor who was given the audit-service's key file. */
public final class MonthKeyRows {
  private MonthKeyRows() {}

  /**
   * A month.
   *
   * @param hasKey whether its key is there, wrapped
   * @param destroyedAt when it was destroyed
   * @param entries how many records nobody can open any more
   * @param recordIndex the leaf that says so
   */
  record Month(
      boolean hasKey,
      Optional<Instant> destroyedAt,
      Optional<Long> entries,
      Optional<Long> recordIndex) {}

  /** All months, by name. */
  static SortedMap<String, Month> all(Connection connection) throws SQLException {
    SortedMap<String, Month> months = new TreeMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                select period, wrapped is not null, destroyed_at, entries, record_index
                from period_key
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        months.put(
            row.getString(1),
            new Month(
                row.getBoolean(2),
                Optional.ofNullable(row.getObject(3, OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getObject(4, Long.class)),
                Optional.ofNullable(row.getObject(5, Long.class))));
      }
    }
    return months;
  }

  /**
   * Unwraps the keys that are there.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the key file is another one's
   */
  public static Map<String, Aead> open(Connection connection, Path auditKeys) throws SQLException {
    Aead master = Aead.of(AuditKeyFile.read(auditKeys).periodMasterKey());
    Map<String, Aead> keys = new HashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                "select period, wrapped from period_key where wrapped is not null");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        String period = row.getString(1);
        byte[] associated = ("period key " + period).getBytes(US_ASCII);
        keys.put(period, Aead.of(SecretBytes.copyOf(master.open(row.getBytes(2), associated))));
      }
    }
    return keys;
  }
}
