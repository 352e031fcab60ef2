package jp.linkage.tax.ingest;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import jp.linkage.protocol.json.Bytes;

/**
 * Keeps a file in pieces in the database while its import lasts: not on a disk of its own, where it
 * would outlive a killed service, and where another replica could not go on with it.
 */
@ApplicationScoped
class FileSpool {
  private static final int CHUNK_BYTES = 256 * 1024;

  private final DataSource database;
  private final ImportConfig config;

  FileSpool(DataSource database, ImportConfig config) {
    this.database = database;
    this.config = config;
  }

  /** What was written. */
  record Spooled(Bytes sha256, long sizeBytes) {}

  /**
   * Writes the stream to its end, a piece per transaction.
   *
   * @return empty when the file is larger than the configuration allows
   */
  Optional<Spooled> write(UUID importId, InputStream file) throws IOException {
    MessageDigest digest = sha256();
    long size = 0;
    byte[] chunk = file.readNBytes(CHUNK_BYTES);
    for (int position = 0; chunk.length > 0; position++) {
      size += chunk.length;
      if (size > config.largestFile()) {
        return Optional.empty();
      }
      digest.update(chunk);
      int at = position;
      byte[] content = chunk;
      QuarkusTransaction.requiringNew().run(() -> insert(importId, at, content));
      chunk = file.readNBytes(CHUNK_BYTES);
    }
    return Optional.of(new Spooled(Bytes.of(digest.digest()), size));
  }

  /** The file again, a piece in memory at a time. */
  InputStream read(UUID importId) {
    return new Chunks(importId);
  }

  private void insert(UUID importId, int position, byte[] content) {
    try (var connection = database.getConnection();
        var insert = connection.prepareStatement("insert into import_chunk values (?, ?, ?)");
        var touch =
            connection.prepareStatement("update import_job set changed_at = now() where id = ?")) {
      insert.setObject(1, importId);
      insert.setInt(2, position);
      insert.setBytes(3, content);
      insert.executeUpdate();
      touch.setObject(1, importId);
      touch.executeUpdate();
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }

  private byte[] chunk(UUID importId, int position) {
    try (var connection = database.getConnection();
        var select =
            connection.prepareStatement(
                "select content from import_chunk where import_id = ? and position = ?")) {
      select.setObject(1, importId);
      select.setInt(2, position);
      try (var rows = select.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : new byte[0];
      }
    } catch (SQLException e) {
      throw new StorageFailure(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private final class Chunks extends InputStream {
    private final UUID importId;
    private byte[] chunk = new byte[0];
    private int next;
    private int at;

    Chunks(UUID importId) {
      this.importId = importId;
    }

    @Override
    public int read() {
      return fill() ? chunk[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, chunk.length - at);
      System.arraycopy(chunk, at, target, offset, count);
      at += count;
      return count;
    }

    private boolean fill() {
      if (at == chunk.length) {
        chunk = chunk(importId, next++);
        at = 0;
      }
      return chunk.length > 0;
    }
  }
}
