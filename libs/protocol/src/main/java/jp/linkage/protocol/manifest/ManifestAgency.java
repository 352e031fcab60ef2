package jp.linkage.protocol.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import jp.linkage.protocol.conversion.KeyUse;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.conversion.ProofOfPossession;
import jp.linkage.protocol.crypto.Element;
import jp.linkage.protocol.crypto.HpkePublicKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.keys.Es256PublicKey;

/**
 * An agency as the manifest lists it.
 *
 * @param id names the agency and its namespace
 * @param name as officials know it, 1 to 100 characters
 * @param municipalityCode 団体コード, 6 digits: of the municipality that it belongs to
 * @param inquirerRoles as what it may ask (照会者)
 * @param providerRoles as what it answers (提供者)
 * @param rights what it may do at all
 * @param impactAssessmentPublished whether its 特定個人情報保護評価 is published; without it nobody answers
 *     it (法21条2項, 28条)
 * @param endpoint where its service listens
 * @param keys Γ, Λ and Y of its namespace
 * @param possession of Y's secret
 * @param hpkeKey queries to it are sealed to this key
 * @param signingKey verifies its assertions
 */
public record ManifestAgency(
    AgencyId id,
    String name,
    String municipalityCode,
    Set<AgencyRole> inquirerRoles,
    Set<AgencyRole> providerRoles,
    Set<Right> rights,
    boolean impactAssessmentPublished,
    URI endpoint,
    NamespacePublic keys,
    ProofOfPossession possession,
    HpkePublicKey hpkeKey,
    Es256PublicKey signingKey) {
  private static final Pattern CODE = Pattern.compile("[0-9]{6}");
  private static final int MAX_ROLES = 50;

  public ManifestAgency {
    inquirerRoles = Set.copyOf(inquirerRoles);
    providerRoles = Set.copyOf(providerRoles);
    rights = Set.copyOf(rights);
    if (!CODE.matcher(municipalityCode).matches()) {
      throw InvalidMessage.value("a municipality code of 6 digits");
    }
  }

  /** Y of the agency. */
  public Element y() {
    return keys.y().orElseThrow(() -> new IllegalStateException("an agency has a Y"));
  }

  /** Whether the agency has a right. */
  public boolean may(Right right) {
    return rights.contains(right);
  }

  static ManifestAgency read(JsonObject json) {
    return new ManifestAgency(
        json.value("id", AgencyId::new),
        json.string("name", 1, 100),
        json.matching("municipalityCode", CODE, 6, "a municipality code of 6 digits"),
        distinct(json, "inquirerRoles", AgencyRole::new),
        distinct(json, "providerRoles", AgencyRole::new),
        distinct(json, "rights", Right::parse),
        json.bool("impactAssessmentPublished"),
        json.value("endpoint", ManifestForm::endpoint),
        NamespacePublic.ofAgency(
            ManifestForm.element(json, "gamma"),
            ManifestForm.element(json, "lambda"),
            ManifestForm.element(json, "y")),
        ManifestForm.decode(
            json,
            "proofY",
            ProofOfPossession.SIZE,
            ProofOfPossession::decode,
            "a proof of possession"),
        ManifestForm.decode(
            json, "hpkeKey", HpkePublicKey.SIZE, HpkePublicKey::decode, "an X-Wing public key"),
        json.object("signingKey", Es256PublicKey::read));
  }

  ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.put("id", id.value());
    json.put("name", name);
    json.put("municipalityCode", municipalityCode);
    put(json.putArray("inquirerRoles"), inquirerRoles, AgencyRole::value);
    put(json.putArray("providerRoles"), providerRoles, AgencyRole::value);
    put(json.putArray("rights"), rights, Right::name);
    json.put("impactAssessmentPublished", impactAssessmentPublished);
    json.put("endpoint", endpoint.toString());
    json.put("gamma", ManifestForm.text(keys.gamma()));
    json.put("lambda", ManifestForm.text(keys.lambda()));
    json.put("y", ManifestForm.text(y()));
    json.put("proofY", Bytes.of(possession.encode()).text());
    json.put("hpkeKey", Bytes.of(hpkeKey.encode()).text());
    json.set("signingKey", signingKey.json());
    return json;
  }

  /**
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when the agency did not know y
   */
  void verifyPossession(int epoch) {
    possession.verify(KeyUse.AGENCY_DECRYPTION, id.value(), epoch, y());
  }

  private static <T> Set<T> distinct(JsonObject json, String name, Function<String, T> reader) {
    List<T> values = json.values(name, 0, MAX_ROLES, reader);
    var distinct = new HashSet<>(values);
    if (distinct.size() != values.size()) {
      throw new InvalidMessage(json.at(name), "no value twice");
    }
    return distinct;
  }

  // Sorted, so that one manifest has one text.
  private static <T> void put(ArrayNode array, Collection<T> values, Function<T, String> text) {
    var sorted = new TreeSet<String>();
    values.forEach(value -> sorted.add(text.apply(value)));
    sorted.forEach(array::add);
  }
}
