package jp.linkage.kit.steps;

import jp.linkage.protocol.message.AnswerPayload;

/** What became of one item of an inquiry. */
public sealed interface OpenedAnswer {
  /**
   * The provider answered.
   *
   * @param payload what it said
   */
  record Answered(AnswerPayload payload) implements OpenedAnswer {}

  /** A person at the provider decides first. */
  record Deferred() implements OpenedAnswer {}

  /** The provider does not answer this item. */
  record Refused() implements OpenedAnswer {}

  /** The registry does not know the person. */
  record UnknownPerson() implements OpenedAnswer {}
}
