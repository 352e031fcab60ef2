package jp.linkage.protocol.crypto;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Cleaner;

/**
 * A point with the multiples that libcrypto computed of it, about 150 kB outside of the heap: a
 * multiplication by it takes as little as one of the generator, and is constant time as that one.
 * The multiples are freed some time after nobody holds this object any more.
 */
final class FixedBase {
  private static final Cleaner CLEANER = Cleaner.create();

  /** The curve with this point as its generator. */
  final MemorySegment group;

  /**
   * Owns a group.
   *
   * @param free what gives its memory back; must not hold this object
   */
  FixedBase(MemorySegment group, Runnable free) {
    this.group = group;
    CLEANER.register(this, free);
  }
}
