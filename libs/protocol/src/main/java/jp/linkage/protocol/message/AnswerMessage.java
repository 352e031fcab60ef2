package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * M4, B → GW: the response of M3 (protocol §4.8).
 *
 * @param items B's answers, in the order of the query
 * @param outcomes B's commitment to the outcomes, 32 octets
 * @param assertion σ_B
 */
public record AnswerMessage(List<AnswerItem> items, Bytes outcomes, SignedAssertion assertion)
    implements WireMessage {
  /** Checks the number of items. */
  public AnswerMessage {
    items = List.copyOf(items);
    outcomes.requireLength(32);
    if (items.isEmpty() || items.size() > Header.MAX_ITEMS) {
      throw new InvalidMessage("$.items", "1 to " + Header.MAX_ITEMS + " items");
    }
  }

  /**
   * Reads the answer to a query under {@code header}.
   *
   * @throws InvalidMessage also when there are not as many answers as the header's count
   */
  public static AnswerMessage parse(byte[] utf8, Header header) {
    JsonObject json = StrictJson.object(utf8, Limits.ANSWER_MESSAGE);
    AnswerMessage message =
        new AnswerMessage(
            json.objects("items", header.count(), header.count(), AnswerItem::read),
            json.bytes("outcomes", 32),
            SignedAssertion.read(json, "assertion"));
    json.end();
    return message;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(item.json()));
    return json.put("outcomes", outcomes.text()).put("assertion", assertion.compact());
  }
}
