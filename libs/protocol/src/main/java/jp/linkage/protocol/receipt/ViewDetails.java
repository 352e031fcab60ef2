package jp.linkage.protocol.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.Hmac;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * What {@code enc} of an auditor's VIEW holds (protocol §4.6). Auditor, query and reason are
 * committed to apart from each other, so that one can be shown without the others.
 *
 * @param salt 32 random octets, from which the salts of the commitments are derived
 * @param auditor the auditor's pseudonym, which the operator of the audit-service can resolve
 * @param agency the agency that an agency's auditor may see; empty for one of all agencies
 * @param query what was asked for
 * @param reason why
 */
public record ViewDetails(
    Bytes salt,
    StaffPseudonym auditor,
    Optional<AgencyId> agency,
    ViewQuery query,
    ViewReason reason)
    implements WireMessage {

  /** Checks sizes. */
  public ViewDetails {
    salt.requireLength(32);
  }

  /**
   * Reads the opened plaintext.
   *
   * @throws InvalidMessage when its form is wrong
   */
  public static ViewDetails parse(byte[] utf8) {
    JsonObject json = StrictJson.canonicalObject(utf8, LogRecord.MAX_BYTES);
    JsonObject auditor = json.object("auditor");
    ViewDetails details =
        new ViewDetails(
            json.bytes("salt", 32),
            auditor.value("pseudonym", StaffPseudonym::new),
            auditor.optional("agency", AgencyId::new),
            json.object("query", ViewQuery::read),
            json.value("reason", ViewReason::new));
    auditor.end();
    json.end();
    return details;
  }

  /** The record's {@code auditor}: SHA-256(salt_a ‖ who), salt_a = HMAC(salt, "auditor"). */
  public Bytes auditorCommitment() {
    return commitment("auditor", CanonicalJson.bytes(who()));
  }

  /** The record's {@code query}: SHA-256(salt_q ‖ query), salt_q = HMAC(salt, "query"). */
  public Bytes queryCommitment() {
    return commitment("query", query.bytes());
  }

  /** The record's {@code reason}: SHA-256(salt_r ‖ UTF-8), salt_r = HMAC(salt, "reason"). */
  public Bytes reasonCommitment() {
    return commitment("reason", reason.text().getBytes(StandardCharsets.UTF_8));
  }

  private Bytes commitment(String label, byte[] value) {
    byte[] own =
        Hmac.sha256(SecretBytes.copyOf(salt.toArray()), label.getBytes(StandardCharsets.US_ASCII));
    return Bytes.sha256(Bytes.of(own), Bytes.of(value));
  }

  /** Whether this is what the record commits to. */
  public boolean opens(ViewRecord record) {
    return auditorCommitment().equals(record.auditor())
        && queryCommitment().equals(record.query())
        && reasonCommitment().equals(record.reason());
  }

  /** The record's {@code enc}, under the key of its period. */
  public Bytes seal(Aead periodKey, UUID viewId) {
    return Bytes.of(periodKey.seal(bytes(), associatedData(viewId)));
  }

  /**
   * Opens the {@code enc} of a record, and checks that what it holds opens the record's
   * commitments.
   *
   * @throws ProtocolViolation when it was not sealed for this record, or the record commits to
   *     something else
   * @throws InvalidMessage when what was sealed are not details of a view
   */
  public static ViewDetails open(Aead periodKey, ViewRecord record) {
    ViewDetails details =
        parse(periodKey.open(record.enc().toArray(), associatedData(record.viewId())));
    if (!details.opens(record)) {
      throw new ProtocolViolation(
          ProtocolViolation.Reason.INVALID_CIPHERTEXT,
          "expected details that open the record's commitments");
    }
    return details;
  }

  /** Begins unlike that of an exchange's record, where the id follows the type. */
  private static byte[] associatedData(UUID viewId) {
    return ("VIEWquery" + viewId).getBytes(StandardCharsets.US_ASCII);
  }

  private ObjectNode who() {
    ObjectNode who = StrictJson.newObject().put("pseudonym", auditor.value());
    agency.ifPresent(id -> who.put("agency", id.value()));
    return who;
  }

  /** Neither who nor what. */
  @Override
  public String toString() {
    return "ViewDetails[" + query.operation() + "]";
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.set("auditor", who());
    json.set("query", query.json());
    return json.put("reason", reason.text()).put("salt", salt.text());
  }
}
