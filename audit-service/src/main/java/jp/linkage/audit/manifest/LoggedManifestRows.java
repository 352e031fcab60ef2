package jp.linkage.audit.manifest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.json.Bytes;

/** Manifests that are in the log, by their hash. */
@ApplicationScoped
class LoggedManifestRows {

  /**
   * Takes the manifest's place. A replica that does the same waits here.
   *
   * @return false if it is in the log already
   */
  boolean claim(Connection connection, Bytes manifest) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into manifest_logged (manifest_hash) values (?)"
                + " on conflict (manifest_hash) do nothing")) {
      Parameters.set(insert, manifest);
      return insert.executeUpdate() == 1;
    }
  }

  /** Tells where in the log it is. */
  void complete(Connection connection, Bytes manifest, long leafIndex) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "update manifest_logged set leaf_index = ? where manifest_hash = ?")) {
      Parameters.set(update, leafIndex, manifest);
      update.executeUpdate();
    }
  }
}
