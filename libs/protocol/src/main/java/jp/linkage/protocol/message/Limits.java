package jp.linkage.protocol.message;

import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * The most bytes that a message with n items may have. They follow from the sizes of its members; a
 * reader refuses more before it looks closer.
 */
public final class Limits {
  /** Ciphertext of a query: an X-Wing key and ten parameters, padded, with the tag. */
  static final int QUERY_CIPHERTEXT = 8 * 1024 + Sealed.TAG_SIZE;

  /** Ciphertext of an answer: ten kinds of information, padded, with the tag. */
  static final int ANSWER_CIPHERTEXT = 16 * 1024 + Sealed.TAG_SIZE;

  /** Ciphertext of the log's entries about one person: a thousand of them, padded, with the tag. */
  static final int RECORDS_CIPHERTEXT = 1024 * 1024 + Sealed.TAG_SIZE;

  /** Header, assertions, permit, roots and the names of members. */
  private static final int FRAME = 24 * 1024;

  /** One log receipt. */
  private static final int RECEIPT = 96 * 1024;

  private static final int ITEM_M1 = 14 * 1024;
  private static final int ITEM_M2 = 3 * 1024;
  private static final int ITEM_M3 = 15 * 1024;
  private static final int ITEM_M4 = 24 * 1024;

  /** The most bytes of any M1: what an HTTP server must let through to the gateway. */
  public static final int EXCHANGE_REQUEST = exchangeRequest(Header.MAX_ITEMS);

  /** The most bytes of any M2. */
  public static final int CONVERSION_REQUEST = conversionRequest(Header.MAX_ITEMS);

  /** The most bytes of any M2 answer. */
  public static final int CONVERSION_RESPONSE = 24 * 1024 * 1024;

  /** The most bytes of any M3: what an HTTP server must let through to an agency. */
  public static final int QUERY_MESSAGE = queryMessage(Header.MAX_ITEMS);

  /** The most bytes of any M4, and of what the gateway hands to the asking agency. */
  public static final int ANSWER_MESSAGE = FRAME + 2 * RECEIPT + Header.MAX_ITEMS * ITEM_M4;

  /** The most bytes of a release request. */
  public static final int RELEASE_REQUEST = FRAME + Header.MAX_ITEMS * 128;

  /** The most bytes of a denial notice. */
  public static final int DENIAL_NOTICE = FRAME;

  private Limits() {}

  static int exchangeRequest(int count) {
    return FRAME + count * ITEM_M1;
  }

  static int conversionRequest(int count) {
    return FRAME + count * ITEM_M2;
  }

  static int queryMessage(int count) {
    return FRAME + RECEIPT + count * ITEM_M3;
  }

  static void require(byte[] utf8, int maxBytes, int count) {
    if (utf8.length > maxBytes) {
      throw InvalidMessage.value("at most " + maxBytes + " bytes for " + count + " items");
    }
  }

  static void requireCount(int items, Header header) {
    if (items != header.count()) {
      throw new InvalidMessage("$.items", "as many items as the header's count");
    }
  }
}
