package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * GW → AS: {@code POST /linkage/v1/releases}, so that an answer may be handed over (protocol §4.8).
 *
 * @param header the header of a CONVERT
 * @param items what the audit-service gets to see of B's answers
 * @param outcomes B's commitment to the outcomes, 32 octets
 * @param assertion σ_B
 */
public record ReleaseRequest(
    Header header, List<ReleaseItem> items, Bytes outcomes, SignedAssertion assertion)
    implements WireMessage {
  /** Checks the type and the number of items. */
  public ReleaseRequest {
    items = List.copyOf(items);
    outcomes.requireLength(32);
    if (header.type() != ExchangeType.CONVERT) {
      throw new InvalidMessage("$.header.type", "CONVERT");
    }
    Limits.requireCount(items.size(), header);
  }

  /** The request for B's answer to the query under {@code header}. */
  public static ReleaseRequest of(Header header, AnswerMessage answer) {
    return new ReleaseRequest(
        header,
        answer.items().stream().map(AnswerItem::toRelease).toList(),
        answer.outcomes(),
        answer.assertion());
  }

  /**
   * Reads the request.
   *
   * @throws InvalidMessage naming the member and what was expected there
   */
  public static ReleaseRequest parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, Limits.RELEASE_REQUEST);
    Header header = HeaderMember.read(json);
    ReleaseRequest request =
        new ReleaseRequest(
            header,
            json.objects("items", header.count(), header.count(), ReleaseItem::read),
            json.bytes("outcomes", 32),
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
    return json.put("outcomes", outcomes.text()).put("assertion", assertion.compact());
  }
}
