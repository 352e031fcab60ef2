package jp.linkage.protocol.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jp.linkage.protocol.conversion.AgencyDecryptionKey;
import jp.linkage.protocol.conversion.AuditDecryptionShare;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.BrokerDecryptionShare;
import jp.linkage.protocol.conversion.BrokerShare;
import jp.linkage.protocol.conversion.NamespacePublic;
import jp.linkage.protocol.crypto.HpkePrivateKey;
import jp.linkage.protocol.crypto.MlDsaSigningKey;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.keys.AgencyKeyFile;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.keys.Es256PrivateKey;
import jp.linkage.protocol.keys.GatewayKeyFile;

/**
 * All parties of a test with fresh keys: gateway, audit-service, two tax registries, a welfare
 * office, a resident registry. A test may play every one of them, which nobody else can.
 */
public final class TestParties {
  public static final AgencyId AOBA_TAX = new AgencyId("aoba-tax");
  public static final AgencyId MIDORI_TAX = new AgencyId("midori-tax");
  public static final AgencyId AOBA_WELFARE = new AgencyId("aoba-welfare");
  public static final AgencyId AOBA_RESIDENTS = new AgencyId("aoba-residents");
  public static final List<AgencyId> AGENCIES =
      List.of(AOBA_TAX, MIDORI_TAX, AOBA_WELFARE, AOBA_RESIDENTS);

  private static final int EPOCH = 1;
  private static final AgencyRole MAYOR = new AgencyRole("mayor");
  private static final AgencyRole GOVERNOR_ETC = new AgencyRole("governor-etc");

  private final SigningKey authority = SigningKey.generate();
  private final GatewayKeyFile gateway;
  private final AuditKeyFile audit;
  private final Map<AgencyId, AgencyKeyFile> agencies = new LinkedHashMap<>();

  public TestParties() {
    var brokerShares = new LinkedHashMap<NamespaceId, BrokerShare>();
    var auditShares = new LinkedHashMap<NamespaceId, AuditShare>();
    brokerShares.put(NamespaceId.LOG, BrokerShare.generate());
    auditShares.put(NamespaceId.LOG, AuditShare.generate());
    for (AgencyId id : AGENCIES) {
      brokerShares.put(id.namespace(), BrokerShare.generate());
      auditShares.put(id.namespace(), AuditShare.generate());
      agencies.put(
          id,
          new AgencyKeyFile(
              id,
              EPOCH,
              AgencyDecryptionKey.generate(),
              SecretBytes.random(32),
              Es256PrivateKey.generate(),
              SecretBytes.random(32),
              SecretBytes.random(32),
              SecretBytes.random(32)));
    }
    gateway =
        new GatewayKeyFile(
            EPOCH, brokerShares, BrokerDecryptionShare.generate(), Es256PrivateKey.generate());
    audit =
        new AuditKeyFile(
            EPOCH,
            auditShares,
            AuditDecryptionShare.generate(),
            SecretBytes.random(32),
            SecretBytes.random(32),
            SecretBytes.random(32),
            SecretBytes.random(32));
  }

  /** The key that services pin. */
  public SigningKey authority() {
    return authority;
  }

  public GatewayKeyFile gateway() {
    return gateway;
  }

  public AuditKeyFile audit() {
    return audit;
  }

  public AgencyKeyFile agency(AgencyId id) {
    AgencyKeyFile keys = agencies.get(id);
    if (keys == null) {
      throw new IllegalArgumentException("no agency " + id);
    }
    return keys;
  }

  /**
   * A manifest of these parties, valid for a year from an hour ago.
   *
   * @param serial 1 or more
   * @param permissionTable the file's bytes
   * @param endpoints by party id; {@code http://localhost:1} where none is given
   */
  public Manifest manifest(long serial, byte[] permissionTable, Map<String, URI> endpoints) {
    Instant now = WireInstant.millis(Instant.now());
    return manifest(
        serial,
        permissionTable,
        endpoints,
        now.minus(Duration.ofHours(1)),
        now.plus(Duration.ofDays(365)));
  }

  /** A manifest of these parties. */
  public Manifest manifest(
      long serial,
      byte[] permissionTable,
      Map<String, URI> endpoints,
      Instant notBefore,
      Instant expiresAt) {
    return new Manifest(
        serial,
        EPOCH,
        notBefore,
        notBefore,
        expiresAt,
        Bytes.sha256(permissionTable),
        new ManifestGateway(
            endpoint(endpoints, ManifestGateway.ID),
            gateway.signingKey().publicKey(),
            gateway.decryptionShare().publicKey(),
            gateway.decryptionShare().provePossession(ManifestGateway.ID, EPOCH)),
        new ManifestAudit(
            endpoint(endpoints, ManifestAudit.ID),
            audit.decryptionShare().publicKey(),
            audit.decryptionShare().provePossession(ManifestAudit.ID, EPOCH),
            SigningKey.ofSeed(audit.logKeySeed()).publicKey(),
            MlDsaSigningKey.ofSeed(audit.logMlDsaKeySeed()).publicKey(),
            "linkage.test/log",
            NamespacePublic.ofLog(
                brokerShare(NamespaceId.LOG).publicKey(), auditShare(NamespaceId.LOG).publicKey())),
        AGENCIES.stream().map(id -> agency(id, endpoint(endpoints, id.value()))).toList());
  }

  /** The signed file of a manifest. */
  public byte[] signed(Manifest manifest) {
    return SignedManifest.sign(manifest, authority).bytes();
  }

  /**
   * Writes {@code manifest.json}, {@code permission-table.yaml} and the key files {@code
   * ID/keys.json} of all parties below a folder, as the launcher does.
   */
  public void write(Path folder, byte[] permissionTable, Map<String, URI> endpoints) {
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("manifest.json"), signed(manifest(1, permissionTable, endpoints)));
      Files.write(folder.resolve("permission-table.yaml"), permissionTable);
      gateway.write(keyFile(folder, ManifestGateway.ID));
      audit.write(keyFile(folder, ManifestAudit.ID));
      for (AgencyKeyFile keys : agencies.values()) {
        keys.write(keyFile(folder, keys.id().value()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key file of a party below the folder of {@link #write}. */
  public static Path keyFile(Path folder, String party) throws IOException {
    return Files.createDirectories(folder.resolve(party)).resolve("keys.json");
  }

  private ManifestAgency agency(AgencyId id, URI endpoint) {
    AgencyKeyFile keys = agency(id);
    boolean tax = id.equals(AOBA_TAX) || id.equals(MIDORI_TAX);
    Set<Right> rights =
        id.equals(AOBA_RESIDENTS)
            ? Set.of(Right.REGISTER, Right.READLOG, Right.INQUIRE)
            : tax ? Set.of(Right.PROVIDE) : Set.of(Right.INQUIRE);
    return new ManifestAgency(
        id,
        "テスト " + id,
        id.equals(MIDORI_TAX) ? "999026" : "999018",
        tax ? Set.of() : Set.of(MAYOR, GOVERNOR_ETC),
        tax ? Set.of(MAYOR) : Set.of(),
        rights,
        true,
        endpoint,
        NamespacePublic.ofAgency(
            brokerShare(id.namespace()).publicKey(),
            auditShare(id.namespace()).publicKey(),
            keys.decryptionKey().publicKey()),
        keys.decryptionKey().provePossession(id.value(), EPOCH),
        HpkePrivateKey.ofSeed(keys.hpkeSeed()).publicKey(),
        keys.signingKey().publicKey());
  }

  private BrokerShare brokerShare(NamespaceId namespace) {
    BrokerShare share = gateway.shares().get(namespace);
    if (share == null) {
      throw new IllegalArgumentException("no namespace " + namespace);
    }
    return share;
  }

  private AuditShare auditShare(NamespaceId namespace) {
    AuditShare share = audit.shares().get(namespace);
    if (share == null) {
      throw new IllegalArgumentException("no namespace " + namespace);
    }
    return share;
  }

  private static URI endpoint(Map<String, URI> endpoints, String party) {
    return endpoints.getOrDefault(party, URI.create("http://localhost:1"));
  }
}
