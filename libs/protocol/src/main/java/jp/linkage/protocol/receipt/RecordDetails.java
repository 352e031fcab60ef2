package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * What {@code enc} of a record holds: enough to open the record's commitments and to rebuild the
 * projection, until the period's key is destroyed.
 *
 * @param header the header's bytes
 * @param salt 32 random octets, from which the salts of the commitments are derived
 * @param lids the log pseudonyms of the items, 16 octets each, in order; none in RELEASE and in a
 *     DENY that the gateway reported
 * @param rejected indices of the items that are not in the registry, ascending
 * @param reason why denied; present in DENY
 * @param statuses what B said about each item; present in RELEASE
 */
public record RecordDetails(
    Bytes header,
    Bytes salt,
    List<Bytes> lids,
    List<Integer> rejected,
    Optional<String> reason,
    Optional<List<AnswerStatus>> statuses)
    implements WireMessage {
  /** The most characters of a reason. */
  public static final int MAX_REASON = 300;

  private static final int LID = 16;

  /** Checks sizes and order. */
  public RecordDetails {
    lids = List.copyOf(lids);
    rejected = List.copyOf(rejected);
    statuses = statuses.map(List::copyOf);
    salt.requireLength(32);
    lids.forEach(lid -> lid.requireLength(LID));
    for (int i = 0; i < rejected.size(); i++) {
      int previous = i == 0 ? -1 : rejected.get(i - 1);
      if (rejected.get(i) <= previous || rejected.get(i) >= lids.size()) {
        throw new InvalidMessage("$.rejected", "ascending indices of items");
      }
    }
  }

  /**
   * Reads the opened plaintext.
   *
   * @throws InvalidMessage when its form is wrong
   */
  public static RecordDetails parse(byte[] utf8) {
    JsonObject json = StrictJson.canonicalObject(utf8, LogRecord.MAX_BYTES);
    RecordDetails details =
        new RecordDetails(
            json.bytes("header", 1, Header.MAX_BYTES),
            json.bytes("salt", 32),
            json.values("lids", 0, Header.MAX_ITEMS, text -> Bytes.parse(text).requireLength(LID)),
            json.integers("rejected", 0, Header.MAX_ITEMS, 0, Header.MAX_ITEMS - 1),
            json.has("reason")
                ? Optional.of(json.string("reason", 1, MAX_REASON))
                : Optional.empty(),
            json.has("statuses")
                ? Optional.of(json.values("statuses", 1, Header.MAX_ITEMS, AnswerStatus::parse))
                : Optional.empty());
    json.end();
    return details;
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject().put("header", header.text()).put("salt", salt.text());
    ArrayNode pseudonyms = json.putArray("lids");
    lids.forEach(lid -> pseudonyms.add(lid.text()));
    ArrayNode indices = json.putArray("rejected");
    rejected.forEach(index -> indices.add(index.intValue()));
    reason.ifPresent(text -> json.put("reason", text));
    statuses.ifPresent(list -> {
      ArrayNode array = json.putArray("statuses");
      list.forEach(status -> array.add(status.wire()));
    });
    return json;
  }
}
