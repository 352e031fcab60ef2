package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * The audit-service's answer to M2 (protocol §4.4); for REGISTER and READLOG the gateway hands it
 * to the asking agency as the answer to M1.
 *
 * @param items one result per item, in order
 * @param receipt the log's promise for the record that was written first
 */
public record ConversionResponse(List<ConversionResult> items, LogReceipt receipt)
    implements WireMessage {
  /** Checks the number of results. */
  public ConversionResponse {
    items = List.copyOf(items);
    if (items.isEmpty() || items.size() > Header.MAX_ITEMS) {
      throw new InvalidMessage("$.items", "1 to " + Header.MAX_ITEMS + " items");
    }
  }

  /**
   * Reads the answer to a request under {@code header}.
   *
   * @throws InvalidMessage also when number or kind of the results do not belong to the header
   */
  public static ConversionResponse parse(byte[] utf8, Header header) {
    JsonObject json = StrictJson.object(utf8, Limits.CONVERSION_RESPONSE);
    ConversionResponse response =
        new ConversionResponse(
            json.objects("items", header.count(), header.count(), ConversionResult::read),
            json.object("receipt", LogReceipt::read));
    json.end();
    for (ConversionResult item : response.items) {
      if (!belongsTo(item, header.type())) {
        throw new InvalidMessage("$.items", "results of " + header.type());
      }
    }
    return response;
  }

  private static boolean belongsTo(ConversionResult result, ExchangeType type) {
    return switch (result) {
      case ConversionResult.Converted _ -> type.endsAtAgency();
      case ConversionResult.UnknownPerson _ -> type != ExchangeType.REGISTER;
      case ConversionResult.Registered _, ConversionResult.AlreadyRegistered _ ->
          type == ExchangeType.REGISTER;
      case ConversionResult.Read _ -> type == ExchangeType.READLOG;
    };
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    ArrayNode array = json.putArray("items");
    items.forEach(item -> array.add(item.json()));
    json.set("receipt", receipt.json());
    return json;
  }
}
