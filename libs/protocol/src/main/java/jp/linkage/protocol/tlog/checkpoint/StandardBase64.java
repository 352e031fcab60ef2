package jp.linkage.protocol.tlog.checkpoint;

import java.util.Base64;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;

/** Base64 as C2SP writes it: RFC 4648 §4, with padding. JSON has base64url: {@link Bytes}. */
public final class StandardBase64 {
  private StandardBase64() {}

  /** The text of these bytes. */
  public static String encode(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.toArray());
  }

  /** The bytes of the text, when it is the one text that they have. */
  public static Optional<Bytes> decode(String text) {
    try {
      Bytes bytes = Bytes.of(Base64.getDecoder().decode(text));
      // The decoder takes missing padding and spare bits that are not zero.
      return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
