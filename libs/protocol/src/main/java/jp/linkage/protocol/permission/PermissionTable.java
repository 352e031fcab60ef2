package jp.linkage.protocol.permission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.header.InformationId;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.manifest.ManifestAgency;
import jp.linkage.protocol.manifest.ManifestRefused;

/** A party's copy of the permission table ({@code docs/spec/permission-table.md}). Immutable. */
public final class PermissionTable {
  /** The most bytes of the file. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  private static final String RESOURCE = "permission-table.yaml";

  private final Bytes hash;
  private final TableTerms terms;
  private final Map<String, PermissionRow> rows;
  private final Map<ItemNumber, List<PermissionRow>> byItem;

  PermissionTable(Bytes hash, TableTerms terms, Map<String, PermissionRow> rows) {
    this.hash = hash;
    this.terms = terms;
    this.rows = new LinkedHashMap<>(rows);
    this.byItem =
        new HashMap<>(
            rows.values().stream().collect(Collectors.groupingBy(row -> row.procedure().item())));
  }

  /**
   * Reads a table.
   *
   * @param file the file's bytes
   * @throws InvalidTable naming the line and what was expected there
   */
  public static PermissionTable parse(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw new InvalidTable(1, "at most " + MAX_BYTES + " bytes");
    }
    return new ReadPermissionTable().read(file);
  }

  /** The file that comes with the project; a party may hold another one. */
  public static byte[] bundled() {
    try (InputStream file = PermissionTable.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException(RESOURCE + " is part of this library");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of the file, which the manifest names. */
  public Bytes hash() {
    return hash;
  }

  /** The roles that agencies may have. */
  public Set<AgencyRole> roles() {
    return terms.roles().keySet().stream().map(AgencyRole::new).collect(Collectors.toSet());
  }

  /**
   * Refuses a manifest that gives an agency a role that this table does not know: somebody mistyped
   * it, and the agency could do nothing with it.
   *
   * @throws ManifestRefused with {@code UNKNOWN_ROLE}
   */
  public void requireKnownRoles(Manifest manifest) {
    for (ManifestAgency agency : manifest.agencies()) {
      if (!roles().containsAll(agency.inquirerRoles())
          || !roles().containsAll(agency.providerRoles())) {
        throw new ManifestRefused(ManifestRefused.Reason.UNKNOWN_ROLE);
      }
    }
  }

  /** What the ids of the table stand for. */
  public TableTerms terms() {
    return terms;
  }

  /** All rows, in the file's order. */
  public List<PermissionRow> rows() {
    return List.copyOf(rows.values());
  }

  /** The row with this id. */
  public Optional<PermissionRow> row(String id) {
    return Optional.ofNullable(rows.get(id));
  }

  /** The rows of an item. */
  public List<PermissionRow> rows(ItemNumber item) {
    return List.copyOf(byItem.getOrDefault(item, List.of()));
  }

  /** The Japanese name of an information, or its id when the table does not know it. */
  public String nameOf(InformationId information) {
    return terms.information().getOrDefault(information.value(), information.value());
  }
}
