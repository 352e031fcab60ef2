package jp.linkage.gateway.party;

/**
 * What another party did with a message.
 *
 * @param <T> what it answers when it did what it was asked
 */
public sealed interface PartyReply<T> {
  /** It did what it was asked. */
  record Done<T>(T answer) implements PartyReply<T> {}

  /** It refused, it could not, or it was not there. */
  record Failed<T>(Failure failure) implements PartyReply<T> {}
}
