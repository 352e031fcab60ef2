package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.protocol.tlog.EntryBundle;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileResource;
import jp.linkage.protocol.tlog.TileSource;

/** The tiles and bundles that a checkpoint of one size promises, as the log gives them out. */
final class PromisedResources implements TileSource {
  private final LogSource log;
  private final long size;

  PromisedResources(LogSource log, long size) {
    this.log = log;
    this.size = size;
  }

  long size() {
    return size;
  }

  /** The bytes of a bundle; more than are promised when the log has grown. */
  Optional<byte[]> read(Bundle bundle) throws IOException {
    return read(bundle, new Bundle(bundle.index(), TileResource.FULL), EntryBundle.MAX_BYTES);
  }

  /**
   * A tile.
   *
   * @throws ProtocolViolation when it is missing or malformed
   */
  HashTile read(Tile tile) throws IOException {
    // A smaller tree's tile is the beginning of the one that the newest checkpoint promises.
    Tile promised = Tile.in(size, tile.level(), tile.index()).orElse(tile);
    Tile full = new Tile(tile.level(), tile.index(), TileResource.FULL);
    byte[] bytes =
        read(promised, full, HashTile.MAX_BYTES)
            .orElseThrow(() ->
                new ProtocolViolation(
                    ProtocolViolation.Reason.MALFORMED_VALUE,
                    "expected "
                        + promised.path()
                        + " of a log of "
                        + size
                        + " entries, found none"));
    return HashTile.of(tile, bytes);
  }

  // Once it has the full one, a log may drop the partial ones.
  private Optional<byte[]> read(TileResource promised, TileResource full, int maxBytes)
      throws IOException {
    Optional<byte[]> found = log.read(promised.path(), maxBytes);
    return found.isPresent() || promised.isFull() ? found : log.read(full.path(), maxBytes);
  }

  @Override
  public Map<Tile, HashTile> read(Set<Tile> tiles) {
    Map<Tile, HashTile> found = new HashMap<>();
    try {
      for (Tile tile : tiles) {
        found.put(tile, read(tile));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
