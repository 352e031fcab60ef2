package jp.linkage.protocol.crypto;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The functions of OpenSSL's libcrypto that {@link OpenSslP256} calls. Every method throws {@link
 * IllegalStateException} where the library reports a failure (memory, or arguments that the caller
 * must not give).
 */
// Calling what is outside of the JVM is what this class is for.
@SuppressWarnings("restricted")
final class LibCrypto {
  private static final List<String> NAMES =
      List.of("libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll");

  /** NID_X9_62_prime256v1. */
  private static final int P256 = 415;

  private static final String PRECOMPUTE = "EC_GROUP_precompute_mult";
  private static final int POINT_CONVERSION_UNCOMPRESSED = 4;
  private static final int BN_FLG_CONSTTIME = 4;

  private LibCrypto() {}

  /** Static and final, so that the JVM compiles each call into the caller. */
  private static final class Functions {
    private static final SymbolLookup LIBRARY = library();

    static final MethodHandle CONTEXT_NEW = bind("BN_CTX_new", ADDRESS);
    static final MethodHandle CONTEXT_FREE = bindVoid("BN_CTX_free", ADDRESS);
    static final MethodHandle NUMBER_OF = bind("BN_bin2bn", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    static final MethodHandle NUMBER_FLAGS = bindVoid("BN_set_flags", ADDRESS, JAVA_INT);
    static final MethodHandle NUMBER_FREE = bindVoid("BN_clear_free", ADDRESS);
    static final MethodHandle POINT_NEW = bind("EC_POINT_new", ADDRESS, ADDRESS);
    static final MethodHandle POINT_FREE = bindVoid("EC_POINT_clear_free", ADDRESS);
    static final MethodHandle POINT_READ =
        bind("EC_POINT_oct2point", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    static final MethodHandle POINT_WRITE =
        bind(
            "EC_POINT_point2oct",
            JAVA_LONG,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            ADDRESS);
    static final MethodHandle POINT_ADD =
        bind("EC_POINT_add", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle POINT_MULTIPLY =
        bind("EC_POINT_mul", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle POINTS_MULTIPLY =
        bind(
            "EC_POINTs_mul",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_LONG,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    static final MemorySegment GROUP = group();

    /** Deprecated since OpenSSL 3.0, and missing in a library that was built without such. */
    static final boolean HAS_TABLES = LIBRARY.find(PRECOMPUTE).isPresent();

    private static SymbolLookup library() {
      for (String name : NAMES) {
        try {
          return SymbolLookup.libraryLookup(name, Arena.global());
        } catch (IllegalArgumentException _) {
          // not this one
        }
      }
      throw new NoSuchElementException("expected libcrypto 3 on this system");
    }

    private static MethodHandle bind(String name, MemoryLayout result, MemoryLayout... arguments) {
      return Linker.nativeLinker()
          .downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }

    private static MethodHandle bindVoid(String name, MemoryLayout... arguments) {
      return Linker.nativeLinker()
          .downcallHandle(LIBRARY.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
    }

    private static MemorySegment group() {
      MethodHandle groupOf = bind("EC_GROUP_new_by_curve_name", ADDRESS, JAVA_INT);
      try {
        return there((MemorySegment) groupOf.invokeExact(P256));
      } catch (Throwable e) {
        throw failed(e);
      }
    }
  }

  /** What a library needs that computes tables. */
  private static final class TableFunctions {
    static final MethodHandle GROUP_COPY = Functions.bind("EC_GROUP_dup", ADDRESS, ADDRESS);
    static final MethodHandle GROUP_FREE = Functions.bindVoid("EC_GROUP_free", ADDRESS);
    static final MethodHandle GROUP_ORDER = Functions.bind("EC_GROUP_get0_order", ADDRESS, ADDRESS);
    static final MethodHandle GROUP_COFACTOR =
        Functions.bind("EC_GROUP_get0_cofactor", ADDRESS, ADDRESS);
    static final MethodHandle SET_GENERATOR =
        Functions.bind("EC_GROUP_set_generator", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    static final MethodHandle COMPUTE_TABLE =
        Functions.bind(PRECOMPUTE, JAVA_INT, ADDRESS, ADDRESS);
  }

  /** The library, where the system has it and this JVM may use it. */
  static Optional<LibCrypto> load() {
    try {
      there(Functions.GROUP);
      return Optional.of(new LibCrypto());
    } catch (ExceptionInInitializerError | NoClassDefFoundError _) {
      // no library, a function is missing in it, or native access is denied
      return Optional.empty();
    }
  }

  /** Scratch memory for one thread; to be given to {@link #freeContext}. */
  MemorySegment newContext() {
    try {
      return there((MemorySegment) Functions.CONTEXT_NEW.invokeExact());
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void freeContext(MemorySegment context) {
    try {
      Functions.CONTEXT_FREE.invokeExact(context);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /**
   * A number of 32 bytes, big-endian, marked as a secret; to be given to {@link #freeNumber}, which
   * wipes it.
   */
  MemorySegment newNumber(MemorySegment bytes) {
    try {
      var number =
          there(
              (MemorySegment)
                  Functions.NUMBER_OF.invokeExact(
                      bytes, (int) bytes.byteSize(), MemorySegment.NULL));
      Functions.NUMBER_FLAGS.invokeExact(number, BN_FLG_CONSTTIME);
      return number;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void freeNumber(MemorySegment number) {
    try {
      Functions.NUMBER_FREE.invokeExact(number);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Infinity; to be given to {@link #freePoint}, which wipes it. */
  MemorySegment newPoint() {
    try {
      return there((MemorySegment) Functions.POINT_NEW.invokeExact(Functions.GROUP));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void freePoint(MemorySegment point) {
    try {
      Functions.POINT_FREE.invokeExact(point);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Sets a point to the one of these 65 bytes, uncompressed; the library checks the curve. */
  void read(MemorySegment point, MemorySegment uncompressed, MemorySegment context) {
    try {
      done(
          (int)
              Functions.POINT_READ.invokeExact(
                  Functions.GROUP, point, uncompressed, uncompressed.byteSize(), context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Writes a point uncompressed. Returns how many bytes that were: 65, or 1 for infinity. */
  long write(MemorySegment point, MemorySegment out, MemorySegment context) {
    try {
      return (long)
          Functions.POINT_WRITE.invokeExact(
              Functions.GROUP, point, POINT_CONVERSION_UNCOMPRESSED, out, out.byteSize(), context);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** result = a + b. */
  void add(MemorySegment result, MemorySegment a, MemorySegment b, MemorySegment context) {
    try {
      done((int) Functions.POINT_ADD.invokeExact(Functions.GROUP, result, a, b, context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** result = scalar·G, in constant time. */
  void multiplyGenerator(MemorySegment result, MemorySegment scalar, MemorySegment context) {
    try {
      done(
          (int)
              Functions.POINT_MULTIPLY.invokeExact(
                  Functions.GROUP,
                  result,
                  scalar,
                  MemorySegment.NULL,
                  MemorySegment.NULL,
                  context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The point with a table of its multiples; empty where the library makes none. */
  Optional<FixedBase> fixedBase(MemorySegment point, MemorySegment context) {
    if (!Functions.HAS_TABLES) {
      return Optional.empty();
    }
    try {
      MemorySegment copy =
          there((MemorySegment) TableFunctions.GROUP_COPY.invokeExact(Functions.GROUP));
      var base = new FixedBase(copy, () -> freeGroup(copy));
      var order = (MemorySegment) TableFunctions.GROUP_ORDER.invokeExact(Functions.GROUP);
      var cofactor = (MemorySegment) TableFunctions.GROUP_COFACTOR.invokeExact(Functions.GROUP);
      boolean made =
          (int) TableFunctions.SET_GENERATOR.invokeExact(copy, point, order, cofactor) == 1
              && (int) TableFunctions.COMPUTE_TABLE.invokeExact(copy, context) == 1;
      return made ? Optional.of(base) : Optional.empty();
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static void freeGroup(MemorySegment group) {
    try {
      TableFunctions.GROUP_FREE.invokeExact(group);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** result = scalar·base, in constant time. */
  void multiply(MemorySegment result, FixedBase base, MemorySegment scalar, MemorySegment context) {
    try {
      done(
          (int)
              Functions.POINT_MULTIPLY.invokeExact(
                  base.group, result, scalar, MemorySegment.NULL, MemorySegment.NULL, context));
    } catch (Throwable e) {
      throw failed(e);
    } finally {
      Reference.reachabilityFence(base);
    }
  }

  /**
   * result = scalar·point, in constant time, as OpenSSL computes the multiple of a single point.
   */
  void multiply(
      MemorySegment result, MemorySegment point, MemorySegment scalar, MemorySegment context) {
    try {
      done(
          (int)
              Functions.POINT_MULTIPLY.invokeExact(
                  Functions.GROUP, result, MemorySegment.NULL, point, scalar, context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /**
   * result = generatorScalar·G + Σ scalars[i]·points[i], for public values.
   *
   * @param generatorScalar or {@link MemorySegment#NULL}
   * @param points an array of addresses
   * @param scalars as many
   */
  void multiplyAll(
      MemorySegment result,
      MemorySegment generatorScalar,
      long count,
      MemorySegment points,
      MemorySegment scalars,
      MemorySegment context) {
    try {
      done(
          (int)
              Functions.POINTS_MULTIPLY.invokeExact(
                  Functions.GROUP, result, generatorScalar, count, points, scalars, context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  private static MemorySegment there(MemorySegment address) {
    if (address.equals(MemorySegment.NULL)) {
      throw new IllegalStateException("libcrypto gives nothing");
    }
    return address;
  }

  private static void done(int result) {
    if (result != 1) {
      throw new IllegalStateException("libcrypto reports a failure");
    }
  }

  private static RuntimeException failed(Throwable e) {
    return switch (e) {
      case Error error -> throw error;
      case RuntimeException failure -> failure;
      default -> new IllegalStateException("libcrypto cannot be called", e);
    };
  }
}
