package jp.linkage.protocol.manifest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;

/** How values stand in a manifest. */
final class ManifestForm {
  private ManifestForm() {}

  static Element element(JsonObject json, String name) {
    return decode(json, name, Element.SIZE, Element::decode, "a point of P-256, 33 bytes");
  }

  static <T> T decode(
      JsonObject json, String name, int size, Function<byte[], T> decoder, String expected) {
    try {
      return decoder.apply(json.bytes(name, size).toArray());
    } catch (ProtocolViolation _) {
      throw new InvalidMessage(json.at(name), expected);
    }
  }

  static String text(Element element) {
    return Bytes.of(element.encode()).text();
  }

  /** An address that messages are sent to: scheme, host and port, no path. */
  static URI endpoint(String text) {
    try {
      var uri = new URI(text);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      boolean hostOnly =
          uri.getHost() != null
              && uri.getRawPath().isEmpty()
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawUserInfo() == null;
      if (http && hostOnly) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // told below
    }
    throw InvalidMessage.value("http(s)://host:port without a path");
  }
}
