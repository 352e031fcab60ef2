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

  private static final int POINT_CONVERSION_UNCOMPRESSED = 4;
  private static final int BN_FLG_CONSTTIME = 4;

  private final MethodHandle contextNew;
  private final MethodHandle contextFree;
  private final MethodHandle numberOf;
  private final MethodHandle numberFlags;
  private final MethodHandle numberFree;
  private final MethodHandle pointNew;
  private final MethodHandle pointFree;
  private final MethodHandle pointRead;
  private final MethodHandle pointWrite;
  private final MethodHandle pointAdd;
  private final MethodHandle pointMultiply;
  private final MethodHandle pointsMultiply;
  private final MemorySegment group;

  private LibCrypto(SymbolLookup library) {
    contextNew = bind(library, "BN_CTX_new", ADDRESS);
    contextFree = bindVoid(library, "BN_CTX_free", ADDRESS);
    numberOf = bind(library, "BN_bin2bn", ADDRESS, ADDRESS, JAVA_INT, ADDRESS);
    numberFlags = bindVoid(library, "BN_set_flags", ADDRESS, JAVA_INT);
    numberFree = bindVoid(library, "BN_clear_free", ADDRESS);
    pointNew = bind(library, "EC_POINT_new", ADDRESS, ADDRESS);
    pointFree = bindVoid(library, "EC_POINT_clear_free", ADDRESS);
    pointRead =
        bind(
            library, "EC_POINT_oct2point", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
    pointWrite =
        bind(
            library,
            "EC_POINT_point2oct",
            JAVA_LONG,
            ADDRESS,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_LONG,
            ADDRESS);
    pointAdd = bind(library, "EC_POINT_add", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
    pointMultiply =
        bind(
            library,
            "EC_POINT_mul",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    pointsMultiply =
        bind(
            library,
            "EC_POINTs_mul",
            JAVA_INT,
            ADDRESS,
            ADDRESS,
            ADDRESS,
            JAVA_LONG,
            ADDRESS,
            ADDRESS,
            ADDRESS);
    MethodHandle groupOf = bind(library, "EC_GROUP_new_by_curve_name", ADDRESS, JAVA_INT);
    try {
      group = there((MemorySegment) groupOf.invokeExact(P256));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** The library, where the system has it and this JVM may use it. */
  static Optional<LibCrypto> load() {
    for (String name : NAMES) {
      try {
        return Optional.of(new LibCrypto(SymbolLookup.libraryLookup(name, Arena.global())));
      } catch (IllegalArgumentException
          | NoSuchElementException
          | IllegalCallerException
          | IllegalStateException
          | UnsupportedOperationException _) {
        // not this one
      }
    }
    return Optional.empty();
  }

  private static MethodHandle bind(
      SymbolLookup library, String name, MemoryLayout result, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle bindVoid(
      SymbolLookup library, String name, MemoryLayout... arguments) {
    return Linker.nativeLinker()
        .downcallHandle(library.findOrThrow(name), FunctionDescriptor.ofVoid(arguments));
  }

  /** Scratch memory for one thread; to be given to {@link #freeContext}. */
  MemorySegment newContext() {
    try {
      return there((MemorySegment) contextNew.invokeExact());
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void freeContext(MemorySegment context) {
    try {
      contextFree.invokeExact(context);
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
                  numberOf.invokeExact(bytes, (int) bytes.byteSize(), MemorySegment.NULL));
      numberFlags.invokeExact(number, BN_FLG_CONSTTIME);
      return number;
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void freeNumber(MemorySegment number) {
    try {
      numberFree.invokeExact(number);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Infinity; to be given to {@link #freePoint}, which wipes it. */
  MemorySegment newPoint() {
    try {
      return there((MemorySegment) pointNew.invokeExact(group));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  void freePoint(MemorySegment point) {
    try {
      pointFree.invokeExact(point);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Sets a point to the one of these 65 bytes, uncompressed; the library checks the curve. */
  void read(MemorySegment point, MemorySegment uncompressed, MemorySegment context) {
    try {
      done(
          (int)
              pointRead.invokeExact(group, point, uncompressed, uncompressed.byteSize(), context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** Writes a point uncompressed. Returns how many bytes that were: 65, or 1 for infinity. */
  long write(MemorySegment point, MemorySegment out, MemorySegment context) {
    try {
      return (long)
          pointWrite.invokeExact(
              group, point, POINT_CONVERSION_UNCOMPRESSED, out, out.byteSize(), context);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** result = a + b. */
  void add(MemorySegment result, MemorySegment a, MemorySegment b, MemorySegment context) {
    try {
      done((int) pointAdd.invokeExact(group, result, a, b, context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** result = scalar·G, in constant time. */
  void multiplyGenerator(MemorySegment result, MemorySegment scalar, MemorySegment context) {
    try {
      done(
          (int)
              pointMultiply.invokeExact(
                  group, result, scalar, MemorySegment.NULL, MemorySegment.NULL, context));
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** result = scalar·point, in constant time: OpenSSL uses a ladder for a single point. */
  void multiply(
      MemorySegment result, MemorySegment point, MemorySegment scalar, MemorySegment context) {
    try {
      done(
          (int)
              pointMultiply.invokeExact(group, result, MemorySegment.NULL, point, scalar, context));
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
              pointsMultiply.invokeExact(
                  group, result, generatorScalar, count, points, scalars, context));
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
