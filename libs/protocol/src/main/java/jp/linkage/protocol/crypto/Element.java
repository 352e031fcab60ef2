package jp.linkage.protocol.crypto;

import java.util.Arrays;
import java.util.Objects;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/**
 * A point of P-256 other than infinity. On the wire exactly 33 bytes: SEC1 compressed, {@code 02}
 * or {@code 03} and the x coordinate.
 *
 * <h2>Security guarantees</h2>
 *
 * An element is on the curve, of order q, and never infinity: decoding and every computation of
 * {@link PrimeOrderGroup} refuse anything else. It is not printed, as it may be a person's token.
 *
 * <p>Immutable, but for tables that make it faster after some uses: whoever holds a long-lived key
 * should hold on to its element and not decode it again.
 */
public final class Element {
  /** The size of an encoded element in bytes. */
  public static final int SIZE = 33;

  /** A comb costs as much as one multiplication without it, and saves two thirds of each. */
  static final int USES_WORTH_A_COMB = 3;

  /** Windows cost about 30 times what they save on each use. */
  static final int USES_WORTH_WINDOWS = 32;

  /** libcrypto's table costs several hundred times what it saves on each use. */
  static final int USES_WORTH_A_FIXED_BASE = 1024;

  private static final int UNCOMPRESSED_SIZE = 65;

  // One of these two is there from the start, the other follows when somebody needs it.
  private volatile @Nullable ECPoint point;
  private volatile byte @Nullable [] uncompressed;
  private volatile byte @Nullable [] encoding;
  // Threads may lose each other's counts: the table is then made a little later.
  private int secretUses;
  private int publicUses;
  private volatile @Nullable WindowTable windows;
  private int fixedBaseUses;
  private volatile @Nullable FixedBase fixedBase;

  /** An affine point, never infinity. */
  Element(ECPoint point) {
    this(point, null);
  }

  /**
   * A result of {@link OpenSslP256}.
   *
   * @param uncompressed 65 bytes, SEC1 uncompressed, a point of the curve; not to be changed later
   */
  Element(byte[] uncompressed) {
    if (uncompressed.length != UNCOMPRESSED_SIZE || uncompressed[0] != 4) {
      throw new IllegalArgumentException("expected 65 bytes, SEC1 uncompressed");
    }
    this.uncompressed = uncompressed;
  }

  Element(ECPoint point, byte @Nullable [] encoding) {
    if (point.isInfinity() || !point.isNormalized()) {
      throw new IllegalArgumentException("expected an affine point other than infinity");
    }
    this.point = point;
    this.encoding = encoding;
  }

  /**
   * Reads an element of {@link PrimeOrderGroup#p256}.
   *
   * @param sec1 33 bytes, SEC1 compressed
   * @throws ProtocolViolation when these are not the encoding of a point other than infinity
   */
  public static Element decode(byte[] sec1) {
    return PrimeOrderGroup.p256().decode(sec1);
  }

  /** The 33 bytes, SEC1 compressed. */
  public byte[] encode() {
    return encoding().clone();
  }

  /**
   * Says that this element is about to be multiplied by two secrets or more, so that its table is
   * made at once. Changes no result.
   *
   * @return this element
   */
  public Element usedOften() {
    secretUses = USES_WORTH_A_COMB;
    return this;
  }

  /** Not to be changed by the caller. */
  byte[] encoding() {
    byte[] known = encoding;
    if (known == null) {
      byte[] both = uncompressed();
      known = Arrays.copyOf(both, SIZE);
      known[0] = (byte) (2 | (both[UNCOMPRESSED_SIZE - 1] & 1));
      encoding = known;
    }
    return known;
  }

  /** 65 bytes, SEC1 uncompressed; not to be changed by the caller. */
  byte[] uncompressed() {
    byte[] known = uncompressed;
    if (known == null) {
      known = Objects.requireNonNull(point).getEncoded(false);
      uncompressed = known;
    }
    return known;
  }

  /** For Bouncy Castle: affine, never infinity. */
  ECPoint point() {
    ECPoint known = point;
    if (known == null) {
      known = BouncyCastleP256.INSTANCE.pointOf(uncompressed());
      point = known;
    }
    return known;
  }

  /** Counts one multiplication by a secret that is about to be made. */
  void countSecretUse() {
    secretUses++;
  }

  /** Whether a comb table pays off, or was made already. */
  boolean worthAComb() {
    return secretUses >= USES_WORTH_A_COMB;
  }

  /**
   * Counts one multiplication by a public scalar, and gives the table for it once that paid off.
   */
  @Nullable WindowTable windowsAfterUse() {
    WindowTable table = windows;
    if (table == null && ++publicUses >= USES_WORTH_WINDOWS) {
      // Two threads may both make it: the same table.
      table = WindowTable.of(point());
      windows = table;
    }
    return table;
  }

  /** Counts one use by {@link OpenSslP256}; tells whether a table pays off that is not there. */
  boolean lacksFixedBaseAfterUse() {
    return fixedBase == null && ++fixedBaseUses >= USES_WORTH_A_FIXED_BASE;
  }

  /** The table of {@link OpenSslP256}, once there is one. */
  @Nullable FixedBase fixedBase() {
    return fixedBase;
  }

  /** Keeps a table; of two threads that both made one, one is forgotten. */
  void keep(FixedBase table) {
    fixedBase = table;
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || (other instanceof Element element && Arrays.equals(encoding(), element.encoding()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoding());
  }

  @Override
  public String toString() {
    return "Element(redacted)";
  }
}
