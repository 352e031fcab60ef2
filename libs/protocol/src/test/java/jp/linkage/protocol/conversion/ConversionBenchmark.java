package jp.linkage.protocol.conversion;

import java.util.concurrent.TimeUnit;
import jp.linkage.protocol.conversion.TestParties.Exchange;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.Scalar;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What every step of an exchange costs, in microseconds of one core. Every call gets its own
 * objects for what comes from the wire, as tables for points would otherwise be made once for all
 * calls.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ConversionBenchmark {
  private final TestParties parties = new TestParties();
  private final ItemHash item = TestParties.item(1);
  private final PersonToken token = parties.enrol(TestParties.item(2), "123456789018", parties.a);
  private final Exchange exchange = parties.exchange(item, token, parties.a, parties.b);
  private final OpenConversion opener = parties.opener(parties.b);

  /** Lets the long-lived keys collect their tables. */
  @Setup
  public void useTheKeys() {
    for (int i = 0; i < 100; i++) {
      parties.exchange(item, token, parties.a, parties.b);
    }
  }

  private static Element fresh(Element element) {
    return Element.decode(element.encode());
  }

  private Blinded blinded() {
    Blinded in = exchange.blinded();
    return new Blinded(fresh(in.r()), fresh(in.c()), in.proof());
  }

  private BrokeredToken brokeredToken() {
    BrokeredToken in = exchange.brokered().token();
    return new BrokeredToken(fresh(in.s()), fresh(in.e()), fresh(in.f()), in.proof());
  }

  private BrokeredSubject brokeredSubject() {
    BrokeredSubject in = exchange.brokered().subject();
    return new BrokeredSubject(fresh(in.s()), fresh(in.d()), in.proof());
  }

  private Lent lent() {
    Lent in = exchange.lent();
    return new Lent(fresh(in.e2()), fresh(in.f2()), in.proof());
  }

  /** Decoding a point, which the other numbers include. */
  @Benchmark
  public Element decodePoint() {
    return fresh(token.element());
  }

  /** H(n). */
  @Benchmark
  public PersonToken hashNumber() {
    return TestParties.number("123456789018");
  }

  /** A: M1. */
  @Benchmark
  public Blinded inquirerBlinds() {
    return parties.blinder.blind(item, token);
  }

  /** π_A, with two points to decode. */
  @Benchmark
  public Blinded verifyProofA() {
    Blinded blinded = blinded();
    blinded.verify(item, parties.joint);
    return blinded;
  }

  /** GW: verifies π_A, converts, proves π_B and π_L; two points to decode. */
  @Benchmark
  public Brokered gatewayConverts() {
    return parties.convert(item, blinded(), parties.a.brokerShare, parties.b);
  }

  /** π_B, with five points to decode. */
  @Benchmark
  public BrokeredToken verifyProofB() {
    BrokeredToken brokered = brokeredToken();
    brokered.verify(item, parties.joint, blinded(), parties.a.keys, parties.b.keys);
    return brokered;
  }

  /** π_L, with four points to decode. */
  @Benchmark
  public BrokeredSubject verifyProofL() {
    BrokeredSubject brokered = brokeredSubject();
    brokered.verify(item, parties.joint, blinded(), parties.a.keys, parties.log);
    return brokered;
  }

  /** AS: verifies π_A, π_B and π_L, computes T_L; seven points to decode. */
  @Benchmark
  public Audited auditVerifies() {
    return parties.audit.subject(
        item,
        blinded(),
        new Brokered(brokeredToken(), brokeredSubject()),
        parties.a.keys,
        parties.b.keys,
        parties.a.auditShare);
  }

  /** AS: E₂, F₂ and π_S; S, E and F have no table yet, as if {@link #auditVerifies} ran apart. */
  @Benchmark
  public Lent auditLends() {
    Audited audited =
        new Audited(
            item,
            brokeredToken(),
            parties.a.keys,
            parties.b.keys,
            parties.a.auditShare,
            exchange.audited().subject());
    return parties.audit.lend(audited, parties.b.auditShare);
  }

  /** π_S, with five points to decode. */
  @Benchmark
  public Lent verifyProofS() {
    Lent lent = lent();
    lent.verify(item, parties.joint, brokeredToken(), parties.a.keys, parties.b.keys);
    return lent;
  }

  /** B: verifies π_A, π_B and π_S, opens T_B; seven points to decode. */
  @Benchmark
  public PersonToken providerOpens() {
    return opener.open(item, blinded(), brokeredToken(), lent(), parties.a.keys);
  }

  /** A random scalar. */
  @Benchmark
  public Scalar randomScalar() {
    return Scalar.random();
  }
}
