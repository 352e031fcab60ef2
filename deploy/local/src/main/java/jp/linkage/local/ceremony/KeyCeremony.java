package jp.linkage.local.ceremony;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jp.linkage.local.stack.PrivateFolders;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.crypto.VerifyingKey;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.WireInstant;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.manifest.ManifestGateway;
import jp.linkage.protocol.manifest.SignedManifest;

/**
 * Makes the keys of all parties and the signed manifest, once, below one folder:
 *
 * <pre>
 * manifest.json        signed, public
 * authority/           key of the manifest authority; its public half in authority.pub
 * identity-provider/   key that signs the staff's tokens
 * PARTY/keys.json      the party's own keys, mode 0600 in a folder of mode 0700
 * PARTY/permission-table.yaml   the party's own copy of the law's table
 * </pre>
 *
 * Each party's secrets are made by a class of their own, which hands out public halves only.
 */
public final class KeyCeremony {
  private static final int EPOCH = 1;
  private static final Duration VALIDITY = Duration.ofDays(365);
  private static final String LOG_ORIGIN = "linkage.local/audit";
  private static final String PERMISSION_TABLE =
      "/jp/linkage/protocol/permission/permission-table.yaml";

  private KeyCeremony() {}

  /**
   * Makes everything.
   *
   * @param folder empty or missing
   * @param endpoints address by process name, as other parties reach it
   */
  public static void perform(Path folder, Map<String, URI> endpoints) {
    PrivateFolders.create(folder);
    StaffIssuer.create(folder.resolve("identity-provider"));
    byte[] permissionTable = permissionTable();

    var agencies = new ArrayList<AgencyId>();
    DemoAgency.ALL.forEach(agency -> agencies.add(agency.id()));
    var namespaces = new ArrayList<NamespaceId>();
    namespaces.add(NamespaceId.LOG);
    agencies.forEach(agency -> namespaces.add(agency.namespace()));

    GatewayPublic gateway =
        GatewayKeyMaker.make(party(folder, Processes.GATEWAY, permissionTable), EPOCH, namespaces);
    AuditPublic audit =
        AuditKeyMaker.make(party(folder, Processes.AUDIT, permissionTable), EPOCH, namespaces);
    var listed = new LinkedHashMap<AgencyId, ManifestAgency>();
    for (DemoAgency agency : DemoAgency.ALL) {
      Path keys = party(folder, agency.id().value(), permissionTable);
      AgencyPublic agencyPublic = AgencyKeyMaker.make(keys, EPOCH, agency.id());
      listed.put(
          agency.id(),
          agency.list(
              endpoint(endpoints, agency.id().value()),
              gateway.gamma(agency.id().namespace()),
              audit.lambda(agency.id().namespace()),
              agencyPublic));
    }

    Instant now = WireInstant.millis(Instant.now());
    var manifest =
        new Manifest(
            1,
            EPOCH,
            now,
            now,
            now.plus(VALIDITY),
            Bytes.sha256(permissionTable),
            gateway.list(endpoint(endpoints, ManifestGateway.ID)),
            audit.list(
                endpoint(endpoints, ManifestAudit.ID), LOG_ORIGIN, gateway.gamma(NamespaceId.LOG)),
            List.copyOf(listed.values()));
    sign(folder, manifest);
  }

  /** The pinned public key of the manifest authority, base64url. */
  public static String authorityKey(Path folder) {
    try {
      return Files.readString(folder.resolve("authority.pub")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The pinned public key of the manifest authority. */
  public static VerifyingKey authority(Path folder) {
    return VerifyingKey.decode(Bytes.parse(authorityKey(folder)).toArray());
  }

  private static void sign(Path folder, Manifest manifest) {
    SigningKey authority = SigningKey.generate();
    try {
      Path offline = folder.resolve("authority");
      PrivateFolders.create(offline);
      Path secret =
          Files.createFile(
              offline.resolve("seed"),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(secret, authority.seed().toByteArray());
      Files.writeString(
          folder.resolve("authority.pub"), Bytes.of(authority.publicKey().encode()).text() + "\n");
      // Last: its presence says that the ceremony was finished.
      Files.write(
          folder.resolve("manifest.json"), SignedManifest.sign(manifest, authority).bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path party(Path folder, String name, byte[] permissionTable) {
    Path own = folder.resolve(name);
    PrivateFolders.create(own);
    try {
      Files.write(own.resolve("permission-table.yaml"), permissionTable);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return own.resolve("keys.json");
  }

  private static URI endpoint(Map<String, URI> endpoints, String party) {
    URI endpoint = endpoints.get(party);
    if (endpoint == null) {
      throw new IllegalArgumentException("no address of " + party);
    }
    return endpoint;
  }

  private static byte[] permissionTable() {
    try (var in = Manifest.class.getResourceAsStream(PERMISSION_TABLE)) {
      if (in == null) {
        throw new IllegalStateException("the permission table is missing: " + PERMISSION_TABLE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
