package jp.linkage.local.system;

import java.util.function.Supplier;

/**
 * One change of one field of a message.
 *
 * @param name where and what, the same for the same field of another message
 * @param change makes the changed message
 */
record Forgery(String name, Supplier<byte[]> change) {
  byte[] message() {
    return change.get();
  }

  /** The path of the field that is changed. */
  String field() {
    int end = name.indexOf(' ');
    return end < 0 ? name : name.substring(0, end);
  }

  @Override
  public String toString() {
    return name;
  }
}
