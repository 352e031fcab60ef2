package jp.linkage.protocol.json;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A value with a JSON form on the wire. Its reader is a static {@code parse} of the same type. */
public interface WireMessage {
  /** The JSON form, as a new object that the caller may change. */
  ObjectNode json();

  /** The UTF-8 bytes of the JSON form; canonical, so that a message has one text. */
  default byte[] bytes() {
    return CanonicalJson.bytes(json());
  }
}
