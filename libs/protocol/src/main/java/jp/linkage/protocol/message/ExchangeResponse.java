package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * GW → A: the answer to the M1 of a CONVERT, handed over only after RELEASE is durable (protocol
 * §4.8).
 *
 * @param items as in M4
 * @param requestReceipt the receipt of the REQUEST record; of the DENY record where the
 *     audit-service rejected every item
 * @param release B's signed part and its receipt; absent exactly where the audit-service rejected
 *     every item
 */
public record ExchangeResponse(
    List<AnswerItem> items, LogReceipt requestReceipt, Optional<Release> release)
    implements WireMessage {
  /**
   * What B signed and the log holds.
   *
   * @param outcomes B's commitment to the outcomes, 32 octets
   * @param assertion σ_B
   * @param receipt the receipt of the RELEASE record
   */
  public record Release(Bytes outcomes, SignedAssertion assertion, LogReceipt receipt) {
    /** Checks sizes. */
    public Release {
      outcomes.requireLength(32);
    }
  }

  /** Checks the number of items, and that nothing is answered without a release. */
  public ExchangeResponse {
    items = List.copyOf(items);
    if (items.isEmpty() || items.size() > Header.MAX_ITEMS) {
      throw new InvalidMessage("$.items", "1 to " + Header.MAX_ITEMS + " items");
    }
    boolean allRejected =
        items.stream().allMatch(item -> item.status() == AnswerStatus.UNKNOWN_PERSON);
    if (release.isPresent() == allRejected) {
      throw new InvalidMessage("$.releaseReceipt", "a release unless every item was rejected");
    }
  }

  /**
   * Reads the answer to a request under {@code header}.
   *
   * @throws InvalidMessage also when there are not as many answers as the header's count
   */
  public static ExchangeResponse parse(byte[] utf8, Header header) {
    JsonObject json = StrictJson.object(utf8, Limits.ANSWER_MESSAGE);
    ExchangeResponse response =
        new ExchangeResponse(
            json.objects("items", header.count(), header.count(), AnswerItem::read),
            json.object("requestReceipt", LogReceipt::read),
            json.has("releaseReceipt") ? Optional.of(readRelease(json)) : Optional.empty());
    json.end();
    return response;
  }

  private static Release readRelease(JsonObject json) {
    return new Release(
        json.bytes("outcomes", 32),
        SignedAssertion.read(json, "assertion"),
        json.object("releaseReceipt", LogReceipt::read));
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(item.json()));
    json.set("requestReceipt", requestReceipt.json());
    release.ifPresent(part -> {
      json.put("outcomes", part.outcomes().text());
      json.put("assertion", part.assertion().compact());
      json.set("releaseReceipt", part.receipt().json());
    });
    return json;
  }
}
