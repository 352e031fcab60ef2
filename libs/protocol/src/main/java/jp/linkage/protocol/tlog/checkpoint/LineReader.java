package jp.linkage.protocol.tlog.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.MerkleTree;

/**
 * Reads a text of lines, each ended by a line feed. A refusal names the text, the line, what was
 * expected and what was found: whatever is read with it is public.
 */
public final class LineReader {
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final int SHOWN = 60;

  private final String what;
  private final String text;
  private int at;
  private int line = 1;

  /**
   * @param what names the text in refusals, for instance {@code checkpoint}
   */
  public LineReader(String what, String text) {
    this.what = what;
    this.text = text;
  }

  /**
   * The text of bytes: UTF-8 without control characters but the line feed (C2SP signed-note).
   *
   * @throws ProtocolViolation when it is another text, or of more than maxBytes
   */
  public static String decode(String what, byte[] utf8, int maxBytes) {
    if (utf8.length > maxBytes) {
      throw refused(what + ": expected at most " + maxBytes + " bytes, found " + utf8.length);
    }
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException _) {
      throw refused(what + ": expected UTF-8");
    }
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw refused(what + ": expected no control character but line feeds");
    }
    return text;
  }

  private static ProtocolViolation refused(String message) {
    return new ProtocolViolation(ProtocolViolation.Reason.MALFORMED_VALUE, message);
  }

  /** Whether nothing is left. */
  public boolean atEnd() {
    return at == text.length();
  }

  /** Whether the next line begins so. */
  public boolean isNext(String prefix) {
    return text.startsWith(prefix, at);
  }

  /**
   * The next line without its line feed.
   *
   * @throws ProtocolViolation when there is none, or no line feed ends it
   */
  public String next(String expected) {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      throw unexpected(expected + " and a line feed");
    }
    String found = text.substring(at, end);
    at = end + 1;
    line++;
    return found;
  }

  /**
   * The next line: a prefix and a number below 2^63 in decimal, without leading zeros.
   *
   * @throws ProtocolViolation when it is something else
   */
  public long decimal(String prefix, String expected) {
    if (isNext(prefix)) {
      int end = text.indexOf('\n', at);
      String digits = text.substring(at + prefix.length(), Math.max(at + prefix.length(), end));
      if (end >= 0 && DECIMAL.matcher(digits).matches()) {
        try {
          long number = Long.parseLong(digits);
          next(expected);
          return number;
        } catch (NumberFormatException _) {
          // 19 digits that are 2^63 or more
        }
      }
    }
    throw unexpected(expected + " in decimal");
  }

  /**
   * The next line: a hash of 32 bytes in Base64.
   *
   * @throws ProtocolViolation when it is something else
   */
  public Bytes hash(String expected) {
    int end = text.indexOf('\n', at);
    Bytes hash =
        end < 0 ? Bytes.EMPTY : StandardBase64.decode(text.substring(at, end)).orElse(Bytes.EMPTY);
    if (hash.length() != MerkleTree.HASH_SIZE) {
      throw unexpected(expected + ", 32 bytes in Base64");
    }
    next(expected);
    return hash;
  }

  /**
   * The next line, which is empty.
   *
   * @throws ProtocolViolation when it is something else
   */
  public void empty() {
    if (!isNext("\n")) {
      throw unexpected("an empty line");
    }
    next("an empty line");
  }

  /** Everything that is left. */
  public String rest() {
    String rest = text.substring(at);
    at = text.length();
    return rest;
  }

  /** The refusal of the next line. */
  public ProtocolViolation unexpected(String expected) {
    int end = text.indexOf('\n', at);
    String found = text.substring(at, end < 0 ? text.length() : end);
    String shown = found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found;
    return refused(
        "%s, line %d: expected %s, found %s"
            .formatted(what, line, expected, atEnd() ? "the end" : "\"" + shown + "\""));
  }
}
