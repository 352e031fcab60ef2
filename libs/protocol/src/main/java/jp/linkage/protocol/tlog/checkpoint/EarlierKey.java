package jp.linkage.protocol.tlog.checkpoint;

import java.util.ArrayList;
import java.util.List;
import jp.linkage.protocol.crypto.ProtocolViolation;

/**
 * A key with which a log signed before it was replaced (docs/spec/audit-log.md §4). It counts for
 * what was in the log by then and for nothing later: whoever has stolen it since can add no record.
 *
 * @param key of type 01 or 06, under the log's name
 * @param last the offset of the last record for which it counts
 */
public record EarlierKey(VerifierKey key, long last) {
  /** The most bytes of a file of them. */
  public static final int MAX_BYTES = TrustPolicy.MAX_BYTES;

  /** Checks the type. */
  public EarlierKey {
    if (key.type() == SignatureType.ED25519_COSIGNATURE) {
      throw refused("a log's key of type 01 or 06, found 04");
    }
    if (last < 0) {
      throw refused("an offset, found " + last);
    }
  }

  /**
   * Reads a file of earlier keys: in each line a vkey, a space, and the last offset; empty lines
   * and lines that begin with {@code #} are skipped.
   *
   * @throws ProtocolViolation when it has another form
   */
  public static List<EarlierKey> parse(byte[] utf8) {
    LineReader lines =
        new LineReader("earlier keys", LineReader.decode("earlier keys", utf8, MAX_BYTES));
    List<EarlierKey> keys = new ArrayList<>();
    while (!lines.atEnd()) {
      String line = lines.next("a vkey and an offset");
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(parse(line));
      }
    }
    return keys;
  }

  private static EarlierKey parse(String line) {
    int space = line.indexOf(' ');
    String last = line.substring(space + 1);
    if (space < 0 || !last.matches("0|[1-9][0-9]{0,17}")) {
      throw refused("<vkey> <last offset>");
    }
    return new EarlierKey(VerifierKey.parse(line.substring(0, space)), Long.parseLong(last));
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(
        ProtocolViolation.Reason.MALFORMED_VALUE, "earlier keys: expected " + expected);
  }
}
