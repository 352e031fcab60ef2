package jp.linkage.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import jp.linkage.kit.manifest.ManifestInForce;
import jp.linkage.kit.steps.AgencyKeys;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.AcceptManifest;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.manifest.ManifestGateway;
import jp.linkage.protocol.manifest.TestParties;
import jp.linkage.protocol.permission.PermissionTable;
import jp.linkage.testing.Folders;

/** The parties of a test, and the files that their services read until it is closed. */
public final class TestWorld implements AutoCloseable {
  private final TestParties parties;
  private final Map<String, URI> endpoints;
  private final byte[] table;
  private final Path folder;

  private TestWorld(TestParties parties, Map<String, URI> endpoints, byte[] table, Path folder) {
    this.parties = parties;
    this.endpoints = Map.copyOf(endpoints);
    this.table = table.clone();
    this.folder = folder;
  }

  /** New parties, whose files are in the machine's temporary folder. */
  public static TestWorld create() {
    Map<String, URI> endpoints = new TreeMap<>();
    endpoints.put(ManifestGateway.ID, freeEndpoint());
    endpoints.put(ManifestAudit.ID, freeEndpoint());
    for (AgencyId agency : TestParties.AGENCIES) {
      endpoints.put(agency.value(), freeEndpoint());
    }
    TestParties parties = new TestParties();
    byte[] table = PermissionTable.bundled();
    Path folder = Folders.temporary("linkage-parties-");
    parties.write(folder, table, endpoints);
    return new TestWorld(parties, endpoints, table, folder);
  }

  private static URI freeEndpoint() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://localhost:" + socket.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the files of the parties are. */
  public Path folder() {
    return folder;
  }

  /** The keys of all parties. */
  public TestParties parties() {
    return parties;
  }

  /** The keys of one agency, ready for use. */
  public AgencyKeys keys(AgencyId agency) {
    return new AgencyKeys(parties.agency(agency));
  }

  /** Where a party listens, according to the manifest. */
  public URI endpoint(String party) {
    URI endpoint = endpoints.get(party);
    if (endpoint == null) {
      throw new IllegalArgumentException("no party " + party);
    }
    return endpoint;
  }

  /** The file of the manifest that the service under test reads. */
  public Path manifestFile() {
    return folder.resolve("manifest.json");
  }

  /** The file of the permission table that the service under test reads. */
  public Path permissionTableFile() {
    return folder.resolve("permission-table.yaml");
  }

  /** The bytes of the permission table. */
  public byte[] permissionTable() {
    return table.clone();
  }

  /** The manifest in the file, as another party holds it. */
  public ManifestInForce manifest() {
    try {
      AcceptManifest accept = new AcceptManifest(parties.authority().publicKey());
      return new ManifestInForce(
          accept.accept(
              Files.readAllBytes(manifestFile()),
              Bytes.sha256(table),
              Optional.empty(),
              Instant.now()),
          PermissionTable.parse(table));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A later manifest of the same parties, not yet in the file. */
  public Manifest manifest(long serial) {
    return parties.manifest(serial, table, endpoints);
  }

  /** Removes the files. */
  @Override
  public void close() {
    Folders.remove(folder);
  }
}
