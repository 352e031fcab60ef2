package jp.linkage.protocol.manifest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import jp.linkage.protocol.conversion.KeyUse;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.conversion.ProofOfPossession;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.MlDsaVerifyingKey;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;

/**
 * The audit-service as the manifest lists it.
 *
 * @param endpoint where it listens
 * @param v V = v·G
 * @param possession of v
 * @param logKey verifies records, receipts and checkpoints
 * @param logMlDsaKey verifies checkpoints, beside logKey and never instead of it
 * @param logOrigin the log's name, 1 to 255 characters of ASCII, no space, no plus
 * @param logNamespace Γ and Λ of the namespace {@code log}
 */
public record ManifestAudit(
    URI endpoint,
    Element v,
    ProofOfPossession possession,
    VerifyingKey logKey,
    MlDsaVerifyingKey logMlDsaKey,
    String logOrigin,
    NamespacePublic logNamespace) {
  /** The audit-service's name, in audiences. */
  public static final String ID = "audit-service";

  static ManifestAudit read(JsonObject json) {
    json.constant("id", ID);
    return new ManifestAudit(
        json.value("endpoint", ManifestForm::endpoint),
        ManifestForm.element(json, "v"),
        ManifestForm.decode(
            json,
            "proofV",
            ProofOfPossession.SIZE,
            ProofOfPossession::decode,
            "a proof of possession"),
        ManifestForm.decode(
            json, "logKey", VerifyingKey.SIZE, VerifyingKey::decode, "an Ed25519 public key"),
        ManifestForm.decode(
            json,
            "logMlDsaKey",
            MlDsaVerifyingKey.SIZE,
            MlDsaVerifyingKey::decode,
            "an ML-DSA-44 public key"),
        json.value("logOrigin", LogRecord::requireOrigin),
        NamespacePublic.ofLog(
            ManifestForm.element(json, "gammaLog"), ManifestForm.element(json, "lambdaLog")));
  }

  ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.put("id", ID);
    json.put("endpoint", endpoint.toString());
    json.put("v", ManifestForm.text(v));
    json.put("proofV", Bytes.of(possession.encode()).text());
    json.put("logKey", Bytes.of(logKey.encode()).text());
    json.put("logMlDsaKey", Bytes.of(logMlDsaKey.encode()).text());
    json.put("logOrigin", logOrigin);
    json.put("gammaLog", ManifestForm.text(logNamespace.gamma()));
    json.put("lambdaLog", ManifestForm.text(logNamespace.lambda()));
    return json;
  }

  /** The log's keys under its origin; a checkpoint needs a signature by each (decision 0004). */
  public List<VerifierKey> logVerifierKeys() {
    return List.of(
        VerifierKey.ed25519(logOrigin, logKey), VerifierKey.mlDsaCosigner(logOrigin, logMlDsaKey));
  }

  void verifyPossession(int epoch) {
    possession.verify(KeyUse.AUDIT_DECRYPTION, ID, epoch, v);
  }
}
