package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * M1, A → GW: {@code POST /linkage/v1/exchanges} (protocol §4.2).
 *
 * @param header the header
 * @param items as many as the header's count, of the kind that its type has
 * @param assertion σ_A
 */
public record ExchangeRequest(Header header, List<RequestItem> items, SignedAssertion assertion)
    implements WireMessage {
  /** Checks number and kind of the items. */
  public ExchangeRequest {
    items = List.copyOf(items);
    Limits.requireCount(items.size(), header);
    for (RequestItem item : items) {
      if (!item.belongsTo(header.type())) {
        throw new InvalidMessage("$.items", "items of " + header.type());
      }
    }
  }

  /**
   * Reads M1.
   *
   * @throws InvalidMessage naming the member and what was expected there
   */
  public static ExchangeRequest parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, Limits.EXCHANGE_REQUEST);
    Header header = HeaderMember.read(json);
    Limits.require(utf8, Limits.exchangeRequest(header.count()), header.count());
    ExchangeRequest request =
        new ExchangeRequest(
            header,
            json.objects(
                "items",
                header.count(),
                header.count(),
                item -> RequestItem.read(header.type(), item)),
            SignedAssertion.read(json, "assertion"));
    json.end();
    return request;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    HeaderMember.write(header, json);
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(item.json()));
    return json.put("assertion", assertion.compact());
  }
}
