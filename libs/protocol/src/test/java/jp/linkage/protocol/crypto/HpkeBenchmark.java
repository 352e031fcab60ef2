package jp.linkage.protocol.crypto;

import java.util.concurrent.TimeUnit;
import jp.linkage.protocol.crypto.Hpke.Opened;
import jp.linkage.protocol.crypto.Hpke.Sealed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What sealing and signing cost, in microseconds of one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HpkeBenchmark {
  /** Bytes of payload: the size classes 512, 2 kB (a query), 4 kB and 64 kB. */
  @Param({"300", "1800", "3000", "60000"})
  public int size;

  private final byte[] info = Randomness.bytes(32);
  private final byte[] data = Randomness.bytes(32);
  private final HpkePrivateKey provider = HpkePrivateKey.generate();
  private final HpkePrivateKey inquirer = HpkePrivateKey.generate();
  private final SigningKey signingKey = SigningKey.generate();
  private final byte[] signature = signingKey.sign("benchmark", data);
  private byte[] payload = new byte[0];
  private Sealed query = Hpke.seal(provider.publicKey(), info, data, payload);
  private HpkeMessage answer = query.message();

  /** Makes the messages to open. */
  @Setup
  public void seal() {
    payload = Randomness.bytes(size);
    query = Hpke.seal(provider.publicKey(), info, data, payload);
    answer = Hpke.sealAnswer(inquirer.publicKey(), query.answerSecret(), info, data, payload);
  }

  /** A: a query. */
  @Benchmark
  public Sealed sealQuery() {
    return Hpke.seal(provider.publicKey(), info, data, payload);
  }

  /** B: the query. */
  @Benchmark
  public Opened openQuery() {
    return Hpke.open(provider, info, data, query.message());
  }

  /** B: an answer. */
  @Benchmark
  public HpkeMessage sealAnswer() {
    return Hpke.sealAnswer(inquirer.publicKey(), query.answerSecret(), info, data, payload);
  }

  /** A: the answer. */
  @Benchmark
  public byte[] openAnswer() {
    return Hpke.openAnswer(inquirer, query.answerSecret(), info, data, answer);
  }

  /** A: the key pair for an answer. */
  @Benchmark
  public HpkePrivateKey generateKey() {
    return HpkePrivateKey.generate();
  }

  /** Ed25519. */
  @Benchmark
  public byte[] sign() {
    return signingKey.sign("benchmark", data);
  }

  /** Ed25519. */
  @Benchmark
  public VerifyingKey verify() {
    signingKey.publicKey().verify(signature, "benchmark", data);
    return signingKey.publicKey();
  }
}
