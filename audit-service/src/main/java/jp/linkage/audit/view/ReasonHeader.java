package jp.linkage.audit.view;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.number.InvalidNumber;
import jp.linkage.protocol.number.MyNumber;
import jp.linkage.protocol.receipt.ViewReason;
import org.jspecify.annotations.Nullable;

/**
 * The header in which an auditor gives his reason. A header and not a parameter, as addresses are
 * kept by proxies, browsers and caches; not a body, as a GET has none.
 */
public final class ReasonHeader {
  /** The header's name. */
  public static final String NAME = "Linkage-Reason";

  /** For the API description. */
  public static final String DESCRIPTION =
      "Why you look: 4 to 500 characters, printable ASCII; everything else, and `%` itself,"
          + " percent-encoded in UTF-8 (RFC 3986, as encodeURIComponent does). It becomes part of"
          + " the VIEW record. 閲覧の理由。個人番号を含めないこと。";

  private static final String EXPECTED =
      ViewReason.FORM + ", in printable ASCII, others and % percent-encoded in UTF-8";

  /** A character of UTF-8 has four octets at most, and an octet three characters. */
  private static final int MAX_LENGTH = ViewReason.MAX * 4 * 3;

  /** Twelve digits, also in groups, and no more of them. */
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9])[0-9](?:[ \\-‐‑–—・]?[0-9]){11}(?![0-9])");

  private ReasonHeader() {}

  /**
   * Reads the header.
   *
   * @throws InvalidMessage if it is missing or of another form, or if it holds a number of a
   *     person, which the audit-service must never learn
   */
  public static ViewReason parse(@Nullable String header) {
    if (header == null || header.length() > MAX_LENGTH) {
      throw refused();
    }
    ViewReason reason;
    try {
      reason = new ViewReason(decoded(header));
    } catch (InvalidMessage e) {
      throw refused();
    }
    requireNoNumber("header." + NAME, reason.text());
    return reason;
  }

  /**
   * Refuses a text that an auditor wrote with a My Number in it, also one in groups or of
   * full-width digits.
   *
   * @param place where the text stands
   */
  public static void requireNoNumber(String place, String text) {
    Matcher found = NUMBER.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
    while (found.find()) {
      try {
        MyNumber.parse(found.group().replaceAll("[^0-9]", ""));
      } catch (InvalidNumber _) {
        continue;
      }
      throw new InvalidMessage(place, "no My Number in a text (個人番号を書かないこと)");
    }
  }

  private static String decoded(String header) {
    ByteBuffer octets = ByteBuffer.allocate(header.length());
    for (int i = 0; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '%') {
        octets.put((byte) (digit(header, i + 1) << 4 | digit(header, i + 2)));
        i += 2;
      } else if (c >= ' ' && c <= '~') {
        octets.put((byte) c);
      } else {
        throw refused();
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
    } catch (CharacterCodingException e) {
      throw refused();
    }
  }

  private static int digit(String header, int at) {
    if (at >= header.length() || !HexFormat.isHexDigit(header.charAt(at))) {
      throw refused();
    }
    return HexFormat.fromHexDigit(header.charAt(at));
  }

  private static InvalidMessage refused() {
    return new InvalidMessage("header." + NAME, EXPECTED);
  }
}
