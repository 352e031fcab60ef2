package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.ExchangeId;
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
  private static final byte[] HEADER_SALT = "header".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SUBJECT_SALT = "subject".getBytes(StandardCharsets.US_ASCII);

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

  /** The record's {@code header}: SHA-256(salt_h ‖ header), salt_h = HMAC(salt, "header"). */
  public Bytes headerCommitment() {
    return Bytes.sha256(Bytes.of(Hmac.sha256(key(), HEADER_SALT)), header);
  }

  /**
   * The record's {@code subjects}: SHA-256(salt_i ‖ lid_i), salt_i = HMAC(salt, "subject" ‖
   * u32(i)).
   */
  public List<Bytes> subjectCommitments() {
    SecretBytes key = key();
    List<Bytes> commitments = new ArrayList<>(lids.size());
    for (int i = 0; i < lids.size(); i++) {
      byte[] own = Hmac.sha256(key, SUBJECT_SALT, Bytes.u32(i).toArray());
      commitments.add(Bytes.sha256(Bytes.of(own), lids.get(i)));
    }
    return commitments;
  }

  private SecretBytes key() {
    return SecretBytes.copyOf(salt.toArray());
  }

  /** The record's {@code enc}, under the key of its period. */
  public Bytes seal(Aead periodKey, RecordType type, ExchangeId exchangeId) {
    return Bytes.of(periodKey.seal(bytes(), associatedData(type, exchangeId)));
  }

  /**
   * Opens the {@code enc} of a record, and checks that what it holds opens the record's
   * commitments.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when it was not sealed for this record, or
   *     the record commits to something else
   * @throws InvalidMessage when what was sealed are not details
   */
  public static RecordDetails open(Aead periodKey, ExchangeRecord record) {
    RecordDetails details = open(periodKey, record.type(), record.exchangeId(), record.enc());
    details.requireCommitments(record.header(), record.subjects());
    return details;
  }

  /** As {@link #open(Aead, ExchangeRecord)}. */
  public static RecordDetails open(Aead periodKey, ReleaseRecord record) {
    RecordDetails details = open(periodKey, record.type(), record.exchangeId(), record.enc());
    details.requireCommitments(record.header(), List.of());
    return details;
  }

  private static RecordDetails open(
      Aead periodKey, RecordType type, ExchangeId exchangeId, Bytes enc) {
    return parse(periodKey.open(enc.toArray(), associatedData(type, exchangeId)));
  }

  private void requireCommitments(Bytes headerCommitment, List<Bytes> subjectCommitments) {
    if (!headerCommitment().equals(headerCommitment)
        || !subjectCommitments().equals(subjectCommitments)) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.INVALID_CIPHERTEXT,
          "expected details that open the record's commitments");
    }
  }

  private static byte[] associatedData(RecordType type, ExchangeId exchangeId) {
    return (type.name() + exchangeId).getBytes(StandardCharsets.US_ASCII);
  }

  /** Not the pseudonyms, which are persons' data. */
  @Override
  public String toString() {
    return "RecordDetails[" + lids.size() + " items]";
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
