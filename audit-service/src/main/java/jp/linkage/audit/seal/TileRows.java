package jp.linkage.audit.seal;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jp.linkage.audit.database.Transactions;
import jp.linkage.kit.database.Parameters;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.HashTile;
import jp.linkage.protocol.tlog.MerkleTree;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileSource;

/** The hash tiles of the log, each in its widest form. */
@ApplicationScoped
public class TileRows {
  // What is there stays: a tile only grows.
  private static final String UPSERT =
      """
      insert into tile (level, index, width, hashes) values (?, ?, ?, ?)
      on conflict (level, index) do update set width = excluded.width, hashes = excluded.hashes
      where tile.width < excluded.width
        and tile.hashes = substring(excluded.hashes for octet_length(tile.hashes))
      """;
  private static final String SELECT =
      "select substring(hashes for ?) from tile where level = ? and index = ? and width >= ?";
  private static final String SELECT_LAST =
      "select index, width from tile where level = ? order by index desc limit 1";
  private static final String SELECT_FULL =
      """
      select index, hashes from tile where level = ? and index >= ? and index < ? and width = 256
      """;

  private final Transactions transactions;

  TileRows(Transactions transactions) {
    this.transactions = transactions;
  }

  /** The bytes of a tile; empty when the log has no such tile, or none as wide. */
  public Optional<byte[]> find(Tile tile) {
    return transactions.read(connection -> select(connection, tile));
  }

  private static Optional<byte[]> select(Connection connection, Tile tile) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      Parameters.set(
          select, tile.width() * MerkleTree.HASH_SIZE, tile.level(), tile.index(), tile.width());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
      }
    }
  }

  /** The tiles as the library reads them. */
  public TileSource source() {
    return wanted -> transactions.read(connection -> read(connection, wanted));
  }

  /** The same on this connection. */
  public TileSource on(Connection connection) {
    return wanted -> {
      try {
        return read(connection, wanted);
      } catch (SQLException e) {
        throw Transactions.translated(e);
      }
    };
  }

  private static Map<Tile, HashTile> read(Connection connection, Set<Tile> wanted)
      throws SQLException {
    Map<Tile, HashTile> found = new HashMap<>();
    for (Tile tile : wanted) {
      select(connection, tile).ifPresent(bytes -> found.put(tile, HashTile.of(tile, bytes)));
    }
    return found;
  }

  /** The last tile of a level; its index and width. */
  Optional<Tile> last(Connection connection, int level) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT_LAST)) {
      Parameters.set(select, level);
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(new Tile(level, row.getLong(1), row.getInt(2)))
            : Optional.empty();
      }
    }
  }

  /**
   * The full tiles of a level in a range of indices, as far as there are.
   *
   * @throws ProtocolViolation when a row has another form
   */
  Map<Long, HashTile> full(Connection connection, int level, long from, long to)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT_FULL)) {
      Parameters.set(select, level, from, to);
      Map<Long, HashTile> found = new HashMap<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          Tile tile = new Tile(level, row.getLong(1), Tile.FULL);
          found.put(tile.index(), HashTile.of(tile, row.getBytes(2)));
        }
      }
      return found;
    }
  }

  /**
   * Puts new and wider tiles in their places.
   *
   * @throws SealingHalted if a place holds something else than the beginning of the tile
   */
  void put(Connection connection, List<HashTile> tiles) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
      for (HashTile hashes : tiles) {
        Tile tile = hashes.tile();
        Parameters.set(upsert, tile.level(), tile.index(), tile.width(), hashes.bytes());
        if (upsert.executeUpdate() != 1) {
          throw new SealingHalted(tile.path() + " was changed in the database");
        }
      }
    }
  }
}
