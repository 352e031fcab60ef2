package jp.linkage.protocol.crypto;

import java.util.Arrays;
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
 * <p>Immutable but for tables that only make it faster.
 */
public final class Element {
  /** The size of an encoded element in bytes. */
  public static final int SIZE = 33;

  /** Affine, never infinity. */
  final ECPoint point;

  private byte @Nullable [] encoding;
  private volatile boolean comb;
  private volatile boolean longLived;
  private volatile @Nullable WindowTable windows;

  Element(ECPoint point) {
    this(point, null);
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
   * Marks this element as one that lives long and is used often: the generator, a public key of the
   * manifest. Tables of about 100 kB are made at the first use and pay off from about the tenth.
   * Changes no result.
   *
   * @return this element
   */
  public Element longLived() {
    longLived = true;
    comb = true;
    return this;
  }

  /**
   * Marks this element as one that is multiplied by three secrets or more. A table of 4 kB is made
   * at the first use. Changes no result.
   *
   * @return this element
   */
  public Element usedOften() {
    comb = true;
    return this;
  }

  /** Not to be changed by the caller. */
  byte[] encoding() {
    byte[] known = encoding;
    if (known == null) {
      known = point.getEncoded(true);
      encoding = known;
    }
    return known;
  }

  boolean hasComb() {
    return comb;
  }

  /** The table for public multiplication, when this element is marked as long-lived. */
  @Nullable WindowTable windows() {
    WindowTable table = windows;
    if (table == null && longLived) {
      // Two threads may both make it: the same table.
      table = WindowTable.of(point);
      windows = table;
    }
    return table;
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
