package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * M3, GW → B: {@code POST /linkage/v1/queries}; for ENROL the answer of the gateway to A's M1
 * (protocol §4.7).
 *
 * @param header the header
 * @param assertion σ_A
 * @param permit the gateway's permit; present exactly for CONVERT
 * @param receipt the receipt of the REQUEST or ENROL record
 * @param items as many as the header's count, of the kind that its type has
 */
public record QueryMessage(
    Header header,
    SignedAssertion assertion,
    Optional<SignedAssertion> permit,
    LogReceipt receipt,
    List<QueryItem> items)
    implements WireMessage {
  /** Checks the type, and number and kind of the items. */
  public QueryMessage {
    items = List.copyOf(items);
    if (!header.type().endsAtAgency()) {
      throw new InvalidMessage("$.header.type", "CONVERT or ENROL");
    }
    if (permit.isPresent() != (header.type() == ExchangeType.CONVERT)) {
      throw new InvalidMessage("$.permit", "a permit for CONVERT, nothing for ENROL");
    }
    Limits.requireCount(items.size(), header);
    for (QueryItem item : items) {
      if (!item.belongsTo(header.type())) {
        throw new InvalidMessage("$.items", "items of " + header.type());
      }
    }
  }

  /**
   * Reads M3.
   *
   * @throws InvalidMessage naming the member and what was expected there
   */
  public static QueryMessage parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, Limits.QUERY_MESSAGE);
    Header header = HeaderMember.read(json);
    Limits.require(utf8, Limits.queryMessage(header.count()), header.count());
    QueryMessage message =
        new QueryMessage(
            header,
            SignedAssertion.read(json, "assertion"),
            json.has("permit")
                ? Optional.of(SignedAssertion.read(json, "permit"))
                : Optional.empty(),
            json.object("receipt", LogReceipt::read),
            json.objects(
                "items",
                header.count(),
                header.count(),
                item -> QueryItem.read(header.type(), item)));
    json.end();
    return message;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    HeaderMember.write(header, json);
    json.put("assertion", assertion.compact());
    permit.ifPresent(jwt -> json.put("permit", jwt.compact()));
    json.set("receipt", receipt.json());
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(item.json()));
    return json;
  }
}
