package jp.linkage.local.verify.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.Sha256;
import jp.linkage.protocol.json.Bytes;

/**
 * Which leaf was the first with an identity, and what the last release of a request says: what one
 * leaf's row has from other leaves. A hash table in a temporary file of 107 bytes for each leaf.
 */
final class Identities implements AutoCloseable {
  /** The columns of a request's row that a release changes. */
  static final List<String> RELEASED = List.of("released_at", "outcome", "statuses");

  /** Beside the digest of a column: it was not derived, so nothing is compared. */
  private static final long UNKNOWN = 0;

  // 16 octets of the identity, leaf + 1, releasing leaf + 1, what is stored, what is derived
  private static final int LONGS = 4 + 2 * 3;

  private static final int SLOT = LONGS * Long.BYTES;
  private static final int FIRST = 2;
  private static final int RELEASE = 3;
  private static final int STORED = 4;
  private static final int DERIVED = 7;

  private final long slots;
  private final Arena arena = Arena.ofConfined();
  private final FileChannel file;
  private final MemorySegment table;

  /** For so many leaves at most. */
  Identities(long leaves) throws IOException {
    this.slots = leaves * 4 / 3 + 16;
    Path path = Files.createTempFile("linkage-verify-", ".table");
    this.file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    this.table = file.map(MapMode.READ_WRITE, 0, slots * SLOT, arena);
  }

  /** The first leaf with this identity, which is this leaf when none was seen before. */
  long first(Bytes identity, long leaf) {
    long slot = slot(identity);
    if (get(slot, FIRST) == 0) {
      ByteBuffer octets = ByteBuffer.wrap(identity.toArray());
      set(slot, 0, octets.getLong());
      set(slot, 1, octets.getLong());
      set(slot, FIRST, leaf + 1);
    }
    return get(slot, FIRST) - 1;
  }

  /** What the row of a request says, and what it says when no release follows. */
  void stored(Bytes request, List<Optional<String>> stored, List<Optional<String>> withoutRelease) {
    long slot = slot(request);
    for (int i = 0; i < RELEASED.size(); i++) {
      set(slot, STORED + i, digest(stored.get(i)));
      set(slot, DERIVED + i, digest(withoutRelease.get(i)));
    }
  }

  /**
   * What a release makes of its request, when that is before it.
   *
   * @param derived for each column its value, or nothing when it cannot be derived
   */
  void released(Bytes request, long leaf, List<Optional<Optional<String>>> derived) {
    long slot = slot(request);
    if (get(slot, FIRST) == 0) {
      return;
    }
    set(slot, RELEASE, leaf + 1);
    for (int i = 0; i < RELEASED.size(); i++) {
      set(slot, DERIVED + i, derived.get(i).map(Identities::digest).orElse(UNKNOWN));
    }
  }

  /** A request whose row does not say what its last release says. */
  record Difference(long leaf, String column, Optional<Long> release) {}

  /** The first of these, and how many there are; nothing is compared where nothing was stored. */
  record Differences(Optional<Difference> first, long requests, long withoutKey) {}

  /** Compares all requests. */
  Differences compare() {
    Optional<Difference> first = Optional.empty();
    long requests = 0;
    long withoutKey = 0;
    for (long slot = 0; slot < slots; slot++) {
      Optional<String> column = Optional.empty();
      for (int i = RELEASED.size() - 1; i >= 0; i--) {
        long stored = get(slot, STORED + i);
        long derived = get(slot, DERIVED + i);
        if (stored != UNKNOWN && derived == UNKNOWN) {
          withoutKey++;
        } else if (stored != derived) {
          column = Optional.of(RELEASED.get(i));
        }
      }
      if (column.isPresent()) {
        requests++;
        long leaf = get(slot, FIRST) - 1;
        long release = get(slot, RELEASE) - 1;
        if (first.isEmpty() || leaf < first.get().leaf()) {
          first =
              Optional.of(
                  new Difference(
                      leaf, column.get(), release < 0 ? Optional.empty() : Optional.of(release)));
        }
      }
    }
    return new Differences(first, requests, withoutKey);
  }

  // Linear probing: a third more slots than leaves.
  private long slot(Bytes identity) {
    ByteBuffer octets = ByteBuffer.wrap(identity.toArray());
    long high = octets.getLong();
    long low = octets.getLong();
    long slot = Long.remainderUnsigned(high, slots);
    while (get(slot, FIRST) != 0 && (get(slot, 0) != high || get(slot, 1) != low)) {
      slot = (slot + 1) % slots;
    }
    return slot;
  }

  private long get(long slot, int field) {
    return table.get(ValueLayout.JAVA_LONG, slot * SLOT + (long) field * Long.BYTES);
  }

  private void set(long slot, int field, long value) {
    table.set(ValueLayout.JAVA_LONG, slot * SLOT + (long) field * Long.BYTES, value);
  }

  // Null and every text differ, and none is UNKNOWN.
  private static long digest(Optional<String> value) {
    byte[] hash = Sha256.of(value.map(text -> "=" + text).orElse("null").getBytes(UTF_8));
    return ByteBuffer.wrap(hash).getLong() | 1;
  }

  @Override
  public void close() throws IOException {
    arena.close();
    file.close();
  }
}
