package jp.linkage.protocol.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;
import jp.linkage.protocol.receipt.RecordDetails;

/**
 * GW → AS: {@code POST /linkage/v1/denials}: the gateway refused an exchange by the table or by the
 * check of the header, and the log is to say so (protocol §4.3).
 *
 * @param header the header
 * @param assertion σ_A
 * @param requestRoot what σ_A signs, 32 octets
 * @param reason why, 1 to {@link RecordDetails#MAX_REASON} characters, without a person's data
 */
public record DenialNotice(
    Header header, SignedAssertion assertion, Bytes requestRoot, String reason)
    implements WireMessage {
  /** Checks sizes. */
  public DenialNotice {
    requestRoot.requireLength(32);
    int length = reason.codePointCount(0, reason.length());
    if (length < 1
        || length > RecordDetails.MAX_REASON
        || reason.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidMessage(
          "$.reason", "1 to " + RecordDetails.MAX_REASON + " characters, no control characters");
    }
  }

  /**
   * Reads the notice.
   *
   * @throws InvalidMessage naming the member and what was expected there
   */
  public static DenialNotice parse(byte[] utf8) {
    JsonObject json = StrictJson.object(utf8, Limits.DENIAL_NOTICE);
    DenialNotice notice =
        new DenialNotice(
            HeaderMember.read(json),
            SignedAssertion.read(json, "assertion"),
            json.bytes("requestRoot", 32),
            json.string("reason", 1, RecordDetails.MAX_REASON));
    json.end();
    return notice;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    HeaderMember.write(header, json);
    return json.put("assertion", assertion.compact())
        .put("requestRoot", requestRoot.text())
        .put("reason", reason);
  }
}
