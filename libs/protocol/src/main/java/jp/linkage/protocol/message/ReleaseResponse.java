package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.LogReceipt;

/**
 * The audit-service's answer to a release request, or to a denial notice: the record is durable.
 *
 * @param receipt the receipt of the RELEASE or DENY record
 */
public record ReleaseResponse(LogReceipt receipt) implements WireMessage {
  /**
   * Reads the answer.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage when its form is wrong
   */
  public static ReleaseResponse parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, LogReceipt.MAX_BYTES + 1024);
    ReleaseResponse response = new ReleaseResponse(json.object("receipt", LogReceipt::read));
    json.end();
    return response;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.set("receipt", receipt.json());
    return json;
  }
}
