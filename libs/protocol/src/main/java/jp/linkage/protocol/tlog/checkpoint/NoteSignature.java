package jp.linkage.protocol.tlog.checkpoint;

import java.util.Arrays;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;

/**
 * A signature line of a note (C2SP signed-note): {@code — <name> base64(key ID ‖ signature)}.
 *
 * @param name the key's name: not empty, no space, no plus
 * @param keyId which of the keys of that name, 32 bits
 * @param signature the bytes of the signature, at least one
 */
public record NoteSignature(String name, int keyId, Bytes signature) {
  private static final String DASH = "\u2014 ";
  private static final int KEY_ID = 4;

  /** Checks the name. */
  public NoteSignature {
    requireName(name);
    if (signature.length() == 0) {
      throw refused("a signature of at least one byte");
    }
  }

  /**
   * Reads a line.
   *
   * @param line without its line feed
   * @throws ProtocolViolation when it is not a signature line
   */
  public static NoteSignature parse(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw refused("a signature line: a dash, the key's name, Base64");
    }
    byte[] bytes =
        StandardBase64.decode(line.substring(space + 1)).map(Bytes::toArray).orElse(new byte[0]);
    if (bytes.length <= KEY_ID) {
      throw refused("a signature in Base64, a key ID of 4 bytes before it");
    }
    int id = 0;
    for (int i = 0; i < KEY_ID; i++) {
      id = (id << 8) | (bytes[i] & 0xff);
    }
    return new NoteSignature(
        line.substring(DASH.length(), space),
        id,
        Bytes.of(Arrays.copyOfRange(bytes, KEY_ID, bytes.length)));
  }

  /** The line, without its line feed. */
  public String line() {
    return DASH + name + " " + StandardBase64.encode(Bytes.concat(Bytes.u32(keyId), signature));
  }

  /** Whether the signature claims to be by this key. */
  public boolean isBy(VerifierKey key) {
    return keyId == key.id() && name.equals(key.name());
  }

  /** A key's name. */
  static String requireName(String name) {
    // Next line (U+0085) is white space in Unicode though not in Java.
    boolean refused =
        name.isEmpty()
            || name.codePoints()
                .anyMatch(c ->
                    c == '+' || c == 0x85 || Character.isSpaceChar(c) || Character.isWhitespace(c));
    if (refused) {
      throw refused("a key's name without space and plus");
    }
    return name;
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "note: expected " + expected);
  }
}
