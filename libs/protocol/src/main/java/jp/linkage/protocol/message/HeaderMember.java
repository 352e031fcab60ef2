package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;

/** The member {@code header} of a message: the header's own bytes in base64url. */
final class HeaderMember {
  private static final String NAME = "header";

  private HeaderMember() {}

  static Header read(JsonObject json) {
    Bytes bytes = json.bytes(NAME, 1, Header.MAX_BYTES);
    try {
      return Header.parse(bytes.toArray());
    } catch (InvalidMessage e) {
      throw e.under(json.at(NAME));
    }
  }

  static void write(Header header, ObjectNode json) {
    json.put(NAME, Bytes.of(header.bytes()).text());
  }
}
