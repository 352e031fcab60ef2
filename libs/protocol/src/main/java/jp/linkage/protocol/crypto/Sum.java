package jp.linkage.protocol.crypto;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sum of elements and of multiples of elements, still to be computed. Not thread-safe. */
public final class Sum {
  /** One addend; no scalar stands for one. */
  record Term(@Nullable Scalar scalar, Element element, boolean negative) {}

  private final List<Term> terms = new ArrayList<>(4);

  /** A sum of nothing yet. */
  public Sum() {}

  /** Adds element. */
  public Sum plus(Element element) {
    terms.add(new Term(null, element, false));
    return this;
  }

  /** Subtracts element. */
  public Sum minus(Element element) {
    terms.add(new Term(null, element, true));
    return this;
  }

  /** Adds scalar·element. */
  public Sum plus(Scalar scalar, Element element) {
    terms.add(new Term(scalar, element, false));
    return this;
  }

  /** Subtracts scalar·element. */
  public Sum minus(Scalar scalar, Element element) {
    terms.add(new Term(scalar, element, true));
    return this;
  }

  List<Term> terms() {
    return terms;
  }
}
