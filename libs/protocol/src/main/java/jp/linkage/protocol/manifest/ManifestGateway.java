package jp.linkage.protocol.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import jp.linkage.protocol.conversion.KeyUse;
import jp.linkage.protocol.conversion.ProofOfPossession;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.keys.Es256PublicKey;

/**
 * The linkage-gateway as the manifest lists it.
 *
 * @param endpoint where it listens
 * @param signingKey verifies its permits
 * @param u U = u·G
 * @param possession of u
 */
public record ManifestGateway(
    URI endpoint, Es256PublicKey signingKey, Element u, ProofOfPossession possession) {
  /** The gateway's name, in audiences and as issuer of permits. */
  public static final String ID = "linkage-gateway";

  static ManifestGateway read(JsonObject json) {
    json.constant("id", ID);
    return new ManifestGateway(
        json.value("endpoint", ManifestForm::endpoint),
        json.object("signingKey", Es256PublicKey::read),
        ManifestForm.element(json, "u"),
        ManifestForm.decode(
            json,
            "proofU",
            ProofOfPossession.SIZE,
            ProofOfPossession::decode,
            "a proof of possession"));
  }

  ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.put("id", ID);
    json.put("endpoint", endpoint.toString());
    json.set("signingKey", signingKey.json());
    json.put("u", ManifestForm.text(u));
    json.put("proofU", Bytes.of(possession.encode()).text());
    return json;
  }

  void verifyPossession(int epoch) {
    possession.verify(KeyUse.BROKER_DECRYPTION, ID, epoch, u);
  }
}
