package jp.linkage.protocol.tlog;

import static jp.linkage.protocol.tlog.TileResource.FULL;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.crypto.ProtocolViolation;

/** The paths of tiles and bundles, and which of them there can be. */
final class TilePath {
  /** Up to 2^55 - 1, the greatest index, an index has six groups of digits. */
  private static final Pattern FORM =
      Pattern.compile(
          "tile/(?<level>[0-9]|[1-5][0-9]|6[0-3]|entries)/(?<index>(?:x[0-9]{3}/){0,5}[0-9]{3})"
              + "(?:\\.p/(?<width>[1-9][0-9]{0,2}))?");

  private TilePath() {}

  static TileResource parse(String path) {
    Matcher matcher = FORM.matcher(path);
    if (!matcher.matches()) {
      throw refused();
    }
    String width = matcher.group("width");
    TileResource resource =
        resource(
            matcher.group("level"),
            Long.parseLong(matcher.group("index").replaceAll("[x/]", "")),
            width == null ? FULL : Integer.parseInt(width));
    // Needless groups of zeros and .p/256 would be second paths of the same tile.
    if (!resource.path().equals(path)) {
      throw refused();
    }
    return resource;
  }

  private static TileResource resource(String level, long index, int width) {
    try {
      return level.equals("entries")
          ? new Bundle(index, width)
          : new Tile(Integer.parseInt(level), index, width);
    } catch (IllegalArgumentException _) {
      throw refused();
    }
  }

  private static ProtocolViolation refused() {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE,
        "expected tile/<level>/<index> or tile/entries/<index>, and .p/<width> when partial");
  }

  static String path(String kind, TileResource resource) {
    StringBuilder groups = new StringBuilder("%03d".formatted(resource.index() % 1000));
    for (long rest = resource.index() / 1000; rest > 0; rest /= 1000) {
      groups.insert(0, "x%03d/".formatted(rest % 1000));
    }
    String partial = resource.isFull() ? "" : ".p/" + resource.width();
    return "tile/" + kind + "/" + groups + partial;
  }

  static void check(int level, long index, int width) {
    boolean exists = level >= 0 && level <= 7 && index >= 0 && width >= 1 && width <= FULL;
    if (exists) {
      long hashes = Long.MAX_VALUE >>> (Tile.HEIGHT * level);
      exists = index <= hashes / FULL && width <= hashes - index * FULL;
    }
    if (!exists) {
      throw new IllegalArgumentException(
          "no tree of fewer than 2^63 leaves has a tile of level %d, index %d, width %d"
              .formatted(level, index, width));
    }
  }

  /** How wide the tile at index is where there are so many hashes; 0 when it has none. */
  static int width(long index, long hashes) {
    return index < 0 || index > hashes / FULL ? 0 : Math.clamp(hashes - index * FULL, 0, FULL);
  }
}
