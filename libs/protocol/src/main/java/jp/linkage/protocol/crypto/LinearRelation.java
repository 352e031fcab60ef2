package jp.linkage.protocol.crypto;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A statement "I know secrets x_0, x_1, … for which all of these equations hold", where every
 * equation is linear: an image is a sum of multiples of bases by the secrets. The sigma protocol of
 * Schnorr, Chaum and Pedersen, generalised by Maurer (AFRICACRYPT 2009), made non-interactive.
 *
 * <h2>Security guarantees</h2>
 *
 * <ul>
 *   <li>Sound and zero-knowledge in the random-oracle model. The challenge covers the context, all
 *       statement points and all commitments (strong Fiat-Shamir); an equation over a point that is
 *       not in the statement cannot be built.
 *   <li>One domain separation tag names one shape of relation; a proof of one relation is none of
 *       another.
 *   <li>Nonces are hedged: hashed from the secrets, fresh randomness and the statement, so that
 *       neither a weak random generator nor a repeated statement alone gives the secrets away.
 *   <li>The prover computes with {@link PrimeOrderGroup#secretSums}; the verifier, on values that
 *       were on the wire, with {@link PrimeOrderGroup#publicSums}.
 * </ul>
 *
 * Challenge = HashToScalar(u16(|context|) ‖ context ‖ u16(points) ‖ points ‖ u16(commitments) ‖
 * commitments), with the relation's tag; a commitment is Σ k_i·base, the response s_i = k_i -
 * c·x_i.
 */
public final class LinearRelation {
  private static final PrimeOrderGroup GROUP = PrimeOrderGroup.p256();
  private static final int RANDOM_SIZE = 32;

  private final String dst;
  private final int secrets;
  private final List<Element> statement;
  private final List<Equation> equations;

  private record Equation(@Nullable Element image, List<Term> terms) {}

  /** One addend of an equation: the secret of this index times base, added or subtracted. */
  public record Term(int secret, Element base, boolean negative) {
    /** secret·base. */
    public static Term plus(int secret, Element base) {
      return new Term(secret, base, false);
    }

    /** -secret·base. */
    public static Term minus(int secret, Element base) {
      return new Term(secret, base, true);
    }
  }

  private LinearRelation(Builder builder) {
    this.dst = builder.dst;
    this.secrets = builder.secrets;
    this.statement = builder.statement;
    this.equations = List.copyOf(builder.equations);
  }

  /**
   * Begins a relation.
   *
   * @param dst domain separation tag, ASCII; one for each shape of relation
   * @param secrets the number of secrets
   * @param statement all points that the statement names, but for the generator, in a fixed order
   */
  public static Builder about(String dst, int secrets, Element... statement) {
    return new Builder(dst, secrets, List.of(statement));
  }

  /** Collects equations. */
  public static final class Builder {
    private final String dst;
    private final int secrets;
    private final List<Element> statement;
    private final List<Equation> equations = new ArrayList<>();

    private Builder(String dst, int secrets, List<Element> statement) {
      this.dst = dst;
      this.secrets = secrets;
      this.statement = statement;
    }

    /** image = sum of the terms. */
    public Builder equation(Element image, Term... terms) {
      requireStated(image);
      return add(image, terms);
    }

    /** infinity = sum of the terms. */
    public Builder vanishing(Term... terms) {
      return add(null, terms);
    }

    private Builder add(@Nullable Element image, Term[] terms) {
      for (Term term : terms) {
        requireStated(term.base);
        if (term.secret < 0 || term.secret >= secrets) {
          throw new IllegalArgumentException("no secret " + term.secret);
        }
      }
      equations.add(new Equation(image, List.of(terms)));
      return this;
    }

    private void requireStated(Element point) {
      if (!point.equals(GROUP.generator()) && !statement.contains(point)) {
        throw new IllegalArgumentException("an equation over a point outside of the statement");
      }
    }

    /** The relation. */
    public LinearRelation build() {
      return new LinearRelation(this);
    }
  }

  /**
   * Proves the relation. Whether it holds is not checked: a proof of a false statement does not
   * verify.
   *
   * @param context what the proof is bound to
   * @param known the secrets, in order
   */
  public Proof prove(byte[] context, Scalar... known) {
    if (known.length != secrets) {
      throw new IllegalArgumentException("expected " + secrets + " secrets");
    }
    byte[] stated = stated(context);
    Scalar[] nonces = nonces(stated, known);
    List<Sum> sums = new ArrayList<>();
    for (Equation equation : equations) {
      Sum sum = new Sum();
      for (Term term : equation.terms) {
        add(sum, term, nonces[term.secret]);
      }
      sums.add(sum);
    }
    Scalar challenge = challenge(stated, GROUP.secretSums(sums));
    List<Scalar> responses = new ArrayList<>();
    for (int i = 0; i < secrets; i++) {
      responses.add(nonces[i].subtract(challenge.multiply(known[i])));
    }
    return new Proof(challenge, responses);
  }

  /**
   * Verifies a proof.
   *
   * @param context what the proof must be bound to
   * @throws ProtocolViolation when it does not prove this relation in this context
   */
  public void verify(byte[] context, Proof proof) {
    if (proof.responses().size() != secrets) {
      throw invalid();
    }
    List<Sum> sums = new ArrayList<>();
    for (Equation equation : equations) {
      Sum sum = new Sum();
      for (Term term : equation.terms) {
        add(sum, term, proof.responses().get(term.secret));
      }
      if (equation.image != null) {
        sum.plus(proof.challenge(), equation.image);
      }
      sums.add(sum);
    }
    if (!challenge(stated(context), GROUP.publicSums(sums)).equals(proof.challenge())) {
      throw invalid();
    }
  }

  private ProtocolViolation invalid() {
    return new ProtocolViolation(Reason.INVALID_PROOF, dst);
  }

  private static void add(Sum sum, Term term, Scalar scalar) {
    if (term.negative) {
      sum.minus(scalar, term.base);
    } else {
      sum.plus(scalar, term.base);
    }
  }

  private byte[] stated(byte[] context) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writeSize(out, context.length);
    out.writeBytes(context);
    writePoints(out, statement);
    return out.toByteArray();
  }

  private Scalar challenge(byte[] stated, List<Element> commitments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(stated);
    writePoints(out, commitments);
    return GROUP.hashToScalar(out.toByteArray(), dst);
  }

  private Scalar[] nonces(byte[] stated, Scalar[] known) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    for (Scalar secret : known) {
      out.writeBytes(secret.encode());
    }
    out.writeBytes(Randomness.bytes(RANDOM_SIZE));
    out.writeBytes(stated);
    byte[] input = out.toByteArray();
    Scalar[] nonces = new Scalar[secrets];
    for (int i = 0; i < secrets; i++) {
      input[0] = (byte) i;
      nonces[i] = GROUP.hashToScalar(input, dst + "-nonce");
    }
    Arrays.fill(input, (byte) 0);
    return nonces;
  }

  private static void writePoints(ByteArrayOutputStream out, List<Element> points) {
    writeSize(out, points.size());
    for (Element point : points) {
      out.writeBytes(point.encoding());
    }
  }

  private static void writeSize(ByteArrayOutputStream out, int size) {
    if (size >= 1 << 16) {
      throw new IllegalArgumentException("too long for a length of two bytes: " + size);
    }
    out.write(size >>> 8);
    out.write(size);
  }
}
