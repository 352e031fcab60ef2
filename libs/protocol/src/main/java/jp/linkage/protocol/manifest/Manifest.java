package jp.linkage.protocol.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.protocol.conversion.JointKey;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.json.WireInstant;

/**
 * The manifest of one epoch (protocol §3). Keep one object for as long as it is held: its keys
 * collect tables for fast multiplication.
 *
 * <p>Immutable.
 */
public final class Manifest {
  /** The most bytes of a payload. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  private static final int MAX_AGENCIES = 5_000;
  private static final int HASH = 32;

  private final long serial;
  private final int epoch;
  private final Instant issuedAt;
  private final Instant notBefore;
  private final Instant expiresAt;
  private final Bytes permissionTable;
  private final ManifestGateway gateway;
  private final ManifestAudit audit;
  private final Map<AgencyId, ManifestAgency> agencies;
  private final byte[] payload;
  private final Bytes hash;
  private final JointKey jointKey;

  /**
   * A manifest with these parts.
   *
   * @param serial 1 or more; a later manifest has a higher one
   * @param epoch of the keys, 1 or more
   * @param permissionTable SHA-256 of the permission table's file, 32 bytes
   * @throws InvalidMessage when the times are not in order, an agency stands twice, or two parties
   *     have the same key
   */
  public Manifest(
      long serial,
      int epoch,
      Instant issuedAt,
      Instant notBefore,
      Instant expiresAt,
      Bytes permissionTable,
      ManifestGateway gateway,
      ManifestAudit audit,
      Collection<ManifestAgency> agencies) {
    this.serial = serial;
    this.epoch = epoch;
    this.issuedAt = WireInstant.require(issuedAt);
    this.notBefore = WireInstant.require(notBefore);
    this.expiresAt = WireInstant.require(expiresAt);
    this.permissionTable = permissionTable.requireLength(HASH);
    this.gateway = gateway;
    this.audit = audit;
    this.agencies = byId(agencies);
    DistinctKeys.require(gateway, audit, agencies);
    if (!notBefore.isBefore(expiresAt)) {
      throw new InvalidMessage("$.expiresAt", "an instant after notBefore");
    }
    this.payload = CanonicalJson.bytes(json());
    this.hash = Bytes.sha256(payload);
    this.jointKey = JointKey.of(gateway.u(), audit.v());
  }

  /** Reads a canonical payload whose signature was verified. */
  static Manifest parse(byte[] payload) {
    JsonObject json = StrictJson.canonicalObject(payload, MAX_BYTES);
    json.constant("protocol", Header.PROTOCOL);
    var manifest =
        new Manifest(
            json.integer("serial", 1, Long.MAX_VALUE),
            (int) json.integer("epoch", 1, Integer.MAX_VALUE),
            json.instant("issuedAt"),
            json.instant("notBefore"),
            json.instant("expiresAt"),
            json.bytes("permissionTable", HASH),
            json.object("gateway", ManifestGateway::read),
            json.object("audit", ManifestAudit::read),
            json.objects("agencies", 1, MAX_AGENCIES, ManifestAgency::read));
    json.end();
    if (!Arrays.equals(manifest.payload, payload)) {
      // A list in another order is canonical JSON too, but mh would not be the payload's hash
      throw new InvalidMessage("$.agencies", "roles and rights sorted");
    }
    return manifest;
  }

  /** The serial number. */
  public long serial() {
    return serial;
  }

  /** The epoch of the keys. */
  public int epoch() {
    return epoch;
  }

  /** The instant from which it is valid. */
  public Instant notBefore() {
    return notBefore;
  }

  /** The instant from which it is not valid any more. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** SHA-256 of the permission table's file. */
  public Bytes permissionTable() {
    return permissionTable;
  }

  /** The linkage-gateway. */
  public ManifestGateway gateway() {
    return gateway;
  }

  /** The audit-service. */
  public ManifestAudit audit() {
    return audit;
  }

  /** The agencies, in the manifest's order. */
  public List<ManifestAgency> agencies() {
    return List.copyOf(agencies.values());
  }

  /** The agency of this id, if the manifest lists it. */
  public Optional<ManifestAgency> agency(AgencyId id) {
    return Optional.ofNullable(agencies.get(id));
  }

  /** The public keys of a namespace: {@code root}, {@code log}, or of a listed agency. */
  public Optional<NamespacePublic> namespace(NamespaceId id) {
    if (id.equals(NamespaceId.ROOT)) {
      return Optional.of(NamespacePublic.root());
    }
    if (id.equals(NamespaceId.LOG)) {
      return Optional.of(audit.logNamespace());
    }
    return agency(id.agency()).map(ManifestAgency::keys);
  }

  /** Y = U + V. */
  public JointKey jointKey() {
    return jointKey;
  }

  /** mh = SHA-256(payload), carried in every header. */
  public Bytes hash() {
    return hash;
  }

  /** Whether it is valid at an instant. */
  public boolean validAt(Instant instant) {
    return !instant.isBefore(notBefore) && instant.isBefore(expiresAt);
  }

  byte[] payload() {
    return payload.clone();
  }

  /**
   * @throws jp.linkage.protocol.crypto.ProtocolViolation when a key's owner did not know its secret
   */
  void verifyPossession() {
    gateway.verifyPossession(epoch);
    audit.verifyPossession(epoch);
    agencies.values().forEach(agency -> agency.verifyPossession(epoch));
  }

  private ObjectNode json() {
    ObjectNode json = StrictJson.newObject();
    json.put("protocol", Header.PROTOCOL);
    json.put("serial", serial);
    json.put("epoch", epoch);
    json.put("issuedAt", WireInstant.text(issuedAt));
    json.put("notBefore", WireInstant.text(notBefore));
    json.put("expiresAt", WireInstant.text(expiresAt));
    json.put("permissionTable", permissionTable.text());
    json.set("gateway", gateway.json());
    json.set("audit", audit.json());
    ArrayNode list = json.putArray("agencies");
    agencies.values().forEach(agency -> list.add(agency.json()));
    return json;
  }

  private static Map<AgencyId, ManifestAgency> byId(Collection<ManifestAgency> agencies) {
    var byId = new LinkedHashMap<AgencyId, ManifestAgency>();
    for (ManifestAgency agency : agencies) {
      if (byId.put(agency.id(), agency) != null) {
        throw new InvalidMessage("$.agencies", "no agency twice");
      }
    }
    return byId;
  }
}
