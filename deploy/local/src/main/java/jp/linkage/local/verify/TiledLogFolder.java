package jp.linkage.local.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import jp.linkage.protocol.tlog.audit.LogSource;

/** A log whose files lie in a folder, as a mirror or an archive keeps it. */
public final class TiledLogFolder implements LogSource {
  private final Path folder;

  /** The folder that holds {@code checkpoint} and {@code tile/}. */
  public TiledLogFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new IOException(path + ": expected at most " + maxBytes + " bytes");
      }
      return Optional.of(bytes);
    }
  }
}
