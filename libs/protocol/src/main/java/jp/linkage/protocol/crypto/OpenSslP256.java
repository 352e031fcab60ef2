package jp.linkage.protocol.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.jspecify.annotations.Nullable;

/**
 * P-256 with the multiplications of OpenSSL, several times as fast as those of Bouncy Castle, which
 * still decodes and hashes. Secrets are multiplied one by one in constant time; sums of public
 * multiples are computed at once, but for elements that are used often, such as keys of the
 * manifest: these get a {@link FixedBase}.
 */
final class OpenSslP256 implements PrimeOrderGroup {
  private static final PrimeOrderGroup JAVA = BouncyCastleP256.INSTANCE;
  private static final int UNCOMPRESSED_SIZE = 65;

  private final LibCrypto library;

  OpenSslP256(LibCrypto library) {
    this.library = library;
  }

  @Override
  public String implementation() {
    return "openssl";
  }

  @Override
  public Element generator() {
    return JAVA.generator();
  }

  @Override
  public Element decode(byte[] sec1) {
    return JAVA.decode(sec1);
  }

  @Override
  public Element hashToGroup(byte[] message, String dst) {
    return JAVA.hashToGroup(message, dst);
  }

  @Override
  public Scalar hashToScalar(byte[] input, String dst) {
    return JAVA.hashToScalar(input, dst);
  }

  @Override
  public List<Element> secretSums(List<Sum> sums) {
    try (var call = new Call()) {
      return sums.stream().map(call::secretSum).toList();
    }
  }

  @Override
  public List<Element> publicSums(List<Sum> sums) {
    try (var call = new Call()) {
      return sums.stream().map(call::publicSum).toList();
    }
  }

  private boolean isGenerator(Element element) {
    return element.equals(JAVA.generator());
  }

  /** What one call holds outside of the heap; closing it wipes and frees all of it. */
  private final class Call implements AutoCloseable {
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment context = library.newContext();
    private final MemorySegment buffer = arena.allocate(UNCOMPRESSED_SIZE);
    private final List<MemorySegment> points = new ArrayList<>();
    private final IdentityHashMap<Element, MemorySegment> read = new IdentityHashMap<>();
    private final List<MemorySegment> numbers = new ArrayList<>();

    Element secretSum(Sum sum) {
      MemorySegment result = newPoint();
      MemorySegment product = newPoint();
      boolean first = true;
      for (Sum.Term term : sum.terms()) {
        // the first multiple needs no addition
        MemorySegment addend = first ? result : product;
        multiple(addend, term);
        if (!first) {
          library.add(result, result, product, context);
        }
        first = false;
      }
      return element(result);
    }

    private void multiple(MemorySegment result, Sum.Term term) {
      MemorySegment scalar = number(term);
      if (scalar == null) {
        library.read(result, bytes(term.element().uncompressed()), context);
        return;
      }
      if (isGenerator(term.element())) {
        library.multiplyGenerator(result, scalar, context);
        return;
      }
      FixedBase base = fixedBase(term.element());
      if (base != null) {
        library.multiply(result, base, scalar, context);
      } else {
        library.multiply(result, point(term.element()), scalar, context);
      }
    }

    /** The table of an element that is used often; none for others. */
    private @Nullable FixedBase fixedBase(Element element) {
      if (element.lacksFixedBaseAfterUse()) {
        library.fixedBase(point(element), context).ifPresent(element::keep);
      }
      return element.fixedBase();
    }

    Element publicSum(Sum sum) {
      MemorySegment generatorScalar = MemorySegment.NULL;
      List<MemorySegment> bases = new ArrayList<>();
      List<MemorySegment> scalars = new ArrayList<>();
      List<MemorySegment> products = new ArrayList<>();
      for (Sum.Term term : sum.terms()) {
        MemorySegment scalar = number(term);
        if (scalar == null) {
          products.add(point(term.element()));
          continue;
        }
        if (isGenerator(term.element()) && generatorScalar.equals(MemorySegment.NULL)) {
          generatorScalar = scalar;
          continue;
        }
        FixedBase base = fixedBase(term.element());
        if (base != null) {
          MemorySegment product = newPoint();
          library.multiply(product, base, scalar, context);
          products.add(product);
        } else {
          bases.add(point(term.element()));
          scalars.add(scalar);
        }
      }
      MemorySegment result = newPoint();
      if (!bases.isEmpty() || !generatorScalar.equals(MemorySegment.NULL)) {
        library.multiplyAll(
            result, generatorScalar, bases.size(), array(bases), array(scalars), context);
      }
      for (MemorySegment product : products) {
        library.add(result, result, product, context);
      }
      return element(result);
    }

    /** The scalar, negated where the term is; null stands for one. */
    private @Nullable MemorySegment number(Sum.Term term) {
      Scalar scalar = term.scalar();
      if (scalar == null && !term.negative()) {
        return null;
      }
      Scalar factor = scalar == null ? Scalar.one() : scalar;
      byte[] encoded = (term.negative() ? factor.negate() : factor).encode();
      MemorySegment number = library.newNumber(bytes(encoded));
      numbers.add(number);
      return number;
    }

    /** An element that stands in several sums is read once; not to be changed. */
    private MemorySegment point(Element element) {
      return read.computeIfAbsent(
          element,
          _ -> {
            MemorySegment point = newPoint();
            library.read(point, bytes(element.uncompressed()), context);
            return point;
          });
    }

    private MemorySegment newPoint() {
      MemorySegment point = library.newPoint();
      points.add(point);
      return point;
    }

    private MemorySegment bytes(byte[] bytes) {
      MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
      return buffer.asSlice(0, bytes.length);
    }

    private MemorySegment array(List<MemorySegment> addresses) {
      MemorySegment array = arena.allocate(ADDRESS, Math.max(1, addresses.size()));
      for (int i = 0; i < addresses.size(); i++) {
        array.setAtIndex(ADDRESS, i, addresses.get(i));
      }
      return array;
    }

    private Element element(MemorySegment point) {
      if (library.write(point, buffer, context) != UNCOMPRESSED_SIZE) {
        throw new ProtocolViolation(Reason.IDENTITY_ELEMENT, "expected a sum other than infinity");
      }
      return new Element(buffer.toArray(JAVA_BYTE));
    }

    @Override
    public void close() {
      points.forEach(library::freePoint);
      numbers.forEach(library::freeNumber);
      library.freeContext(context);
      buffer.fill((byte) 0);
      arena.close();
    }
  }
}
