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
 * M2, GW → AS: {@code POST /linkage/v1/conversions} (protocol §4.4).
 *
 * @param header the header
 * @param assertion σ_A
 * @param items as many as the header's count, of the kind that its type has
 */
public record ConversionRequest(
    Header header, SignedAssertion assertion, List<ConversionItem> items) implements WireMessage {
  /** Checks number and kind of the items. */
  public ConversionRequest {
    items = List.copyOf(items);
    Limits.requireCount(items.size(), header);
    for (ConversionItem item : items) {
      if (!item.belongsTo(header.type())) {
        throw new InvalidMessage("$.items", "items of " + header.type());
      }
    }
  }

  /**
   * Reads M2.
   *
   * @throws InvalidMessage naming the member and what was expected there
   */
  public static ConversionRequest parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, Limits.CONVERSION_REQUEST);
    Header header = HeaderMember.read(json);
    Limits.require(utf8, Limits.conversionRequest(header.count()), header.count());
    ConversionRequest request =
        new ConversionRequest(
            header,
            SignedAssertion.read(json, "assertion"),
            json.objects(
                "items",
                header.count(),
                header.count(),
                item -> ConversionItem.read(header.type(), item)));
    json.end();
    return request;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    HeaderMember.write(header, json);
    json.put("assertion", assertion.compact());
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(item.json()));
    return json;
  }
}
