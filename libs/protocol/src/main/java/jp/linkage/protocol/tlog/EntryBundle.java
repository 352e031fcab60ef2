package jp.linkage.protocol.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * The bytes of an entry bundle: for each entry its length as two bytes, big-endian, and the entry
 * (C2SP tlog-tiles).
 */
public final class EntryBundle {
  /** The most bytes of an entry. */
  public static final int MAX_ENTRY = 65_535;

  /** The most bytes of a bundle. */
  public static final int MAX_BYTES = TileResource.FULL * (2 + MAX_ENTRY);

  private EntryBundle() {}

  /**
   * The bundle of these entries.
   *
   * @param entries 1 to 256, of at most 65,535 bytes each
   */
  public static byte[] encode(List<byte[]> entries) {
    if (entries.isEmpty() || entries.size() > TileResource.FULL) {
      throw new IllegalArgumentException("expected 1 to 256 entries, found " + entries.size());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] entry : entries) {
      if (entry.length > MAX_ENTRY) {
        throw new IllegalArgumentException(
            "expected an entry of at most 65535 bytes, found " + entry.length);
      }
      out.write(entry.length >>> 8);
      out.write(entry.length);
      out.writeBytes(entry);
    }
    return out.toByteArray();
  }

  /**
   * The entries of a bundle.
   *
   * @param bundle where it stands, which tells the number of entries; those of a wider bundle at
   *     the same place will do, as for {@link HashTile#of}
   * @throws ProtocolViolation when there are fewer entries, or more than 256, or the last one is
   *     cut off
   */
  public static List<byte[]> decode(Bundle bundle, byte[] bytes) {
    List<byte[]> entries = new ArrayList<>(bundle.width());
    int at = 0;
    while (at < bytes.length) {
      if (bytes.length - at < 2) {
        throw malformed(bundle, "two bytes of length", bytes.length - at);
      }
      int length = ((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff);
      at += 2;
      if (bytes.length - at < length) {
        throw malformed(bundle, "an entry of " + length + " bytes", bytes.length - at);
      }
      entries.add(Arrays.copyOfRange(bytes, at, at + length));
      at += length;
    }
    if (entries.size() < bundle.width() || entries.size() > TileResource.FULL) {
      throw malformed(bundle, bundle.width() + " entries", entries.size());
    }
    return entries.subList(0, bundle.width());
  }

  /**
   * The entries of a bundle up to the first that is not whole, for an auditor who has to name it.
   *
   * @return all that {@link #decode} gives when the bundle is well-formed
   */
  public static List<byte[]> readable(Bundle bundle, byte[] bytes) {
    List<byte[]> entries = new ArrayList<>(bundle.width());
    int at = 0;
    while (entries.size() < bundle.width() && bytes.length - at >= 2) {
      int end = at + 2 + (((bytes[at] & 0xff) << 8) | (bytes[at + 1] & 0xff));
      if (end > bytes.length) {
        break;
      }
      entries.add(Arrays.copyOfRange(bytes, at + 2, end));
      at = end;
    }
    return entries;
  }

  private static ProtocolViolation malformed(Bundle bundle, String expected, int found) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE,
        "%s: expected %s, found %d".formatted(bundle.path(), expected, found));
  }
}
