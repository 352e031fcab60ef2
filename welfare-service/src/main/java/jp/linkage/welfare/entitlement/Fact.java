package jp.linkage.welfare.entitlement;

/**
 * A fact that a rule needs. The two ways of not knowing are kept apart from every value, so that
 * "nobody holds it" and "not answered yet" can never be read as zero.
 */
public sealed interface Fact<T> {

  /** The fact, from a holder that the law trusts with it. */
  record Known<T>(T value) implements Fact<T> {}

  /** The holder was asked and has nothing that the rule can use. */
  record NotHeld<T>(Gap gap) implements Fact<T> {}

  /** No usable answer yet; asking again, or waiting, can bring one. */
  record Pending<T>(Gap gap) implements Fact<T> {}
}
