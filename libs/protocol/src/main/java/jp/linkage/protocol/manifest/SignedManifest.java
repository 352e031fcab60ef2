package jp.linkage.protocol.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireMessage;

/**
 * A manifest as it travels, not yet verified.
 *
 * @param payload the canonical JSON
 * @param signature Ed25519 of the manifest authority, 64 bytes
 */
public record SignedManifest(Bytes payload, Bytes signature) implements WireMessage {
  private static final String LABEL = "jp-linkage/1 manifest";

  public SignedManifest {
    signature.requireLength(VerifyingKey.SIGNATURE_SIZE);
  }

  /** Signs a manifest, as the authority does. */
  public static SignedManifest sign(Manifest manifest, SigningKey authority) {
    byte[] payload = manifest.payload();
    return new SignedManifest(Bytes.of(payload), Bytes.of(authority.sign(LABEL, payload)));
  }

  /**
   * Reads the file.
   *
   * @throws jp.linkage.protocol.json.InvalidMessage when it does not have the form of one
   */
  public static SignedManifest parse(byte[] file) {
    JsonObject json = StrictJson.object(file, 2 * Manifest.MAX_BYTES);
    var signed =
        new SignedManifest(
            json.bytes("payload", 1, Manifest.MAX_BYTES),
            json.bytes("signature", VerifyingKey.SIGNATURE_SIZE));
    json.end();
    return signed;
  }

  /**
   * Verifies the signature and reads the manifest; {@link AcceptManifest} says whether to use it.
   *
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the authority did not sign it
   * @throws jp.linkage.protocol.json.InvalidMessage when the payload does not have its form
   */
  Manifest verify(VerifyingKey authority) {
    byte[] bytes = payload.toArray();
    authority.verify(signature.toArray(), LABEL, bytes);
    return Manifest.parse(bytes);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.put("payload", payload.text());
    json.put("signature", signature.text());
    return json;
  }
}
