package jp.linkage.audit.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.projection.ArchivedMonths;
import jp.linkage.audit.seal.CheckpointSigner;
import jp.linkage.audit.seal.TileRows;
import jp.linkage.audit.witness.WitnessPolicy;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.protocol.tlog.EntryBundle;
import jp.linkage.protocol.tlog.Tile;
import jp.linkage.protocol.tlog.TileResource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The sealed log in the layout of C2SP tlog-tiles (docs/spec/audit-log.md §3). */
@Path("/log/v1")
@Tag(name = "Log", description = "記録の検証。The sealed log, to be verified by anybody.")
public class LogResource {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String TILE = "tile/";
  private static final String ENTRIES = "tile/entries/";

  /** A tile of this size and place never changes. */
  private static final String FOREVER = "max-age=31536000, immutable";

  private final ServedCheckpoint checkpoints;
  private final TileRows tiles;
  private final BundleRows bundles;
  private final LogStateRows states;
  private final CheckpointSigner log;
  private final WitnessPolicy policy;

  LogResource(
      ServedCheckpoint checkpoints,
      TileRows tiles,
      BundleRows bundles,
      LogStateRows states,
      CheckpointSigner log,
      WitnessPolicy policy) {
    this.checkpoints = checkpoints;
    this.tiles = tiles;
    this.bundles = bundles;
    this.states = states;
    this.log = log;
    this.policy = policy;
  }

  /** The newest checkpoint. */
  @GET
  @Path("checkpoint")
  @Produces(TEXT)
  @PermitAll
  @Operation(
      summary = "The newest checkpoint",
      description =
          "A signed note: origin, size and root of the log, signed by both of its keys and, where a"
              + " policy asks for witnesses, cosigned by a quorum of them.")
  @APIResponse(responseCode = "200", description = "The newest checkpoint that holds.")
  @APIResponse(responseCode = "404", description = "The log has not published one yet.")
  public Response checkpoint() {
    byte[] note = checkpoints.newest().orElseThrow(NotFoundException::new).bytes();
    return ok(note, "public, max-age=1");
  }

  /** The log's public keys. */
  @GET
  @Path("keys")
  @Produces(TEXT)
  @PermitAll
  @Operation(
      summary = "The log's keys",
      description =
          "One vkey of C2SP signed-note in a line: Ed25519 and ML-DSA-44. Compare them with the"
              + " signed manifest, which names the same keys; what comes from here alone proves"
              + " nothing.")
  @APIResponse(responseCode = "200", description = "The keys of the manifest in force.")
  public Response keys() {
    String keys =
        log.verifierKeys().stream().map(key -> key.text() + "\n").collect(Collectors.joining());
    return ok(keys.getBytes(UTF_8), "public, max-age=60");
  }

  /** The policy under which the log's checkpoints hold. */
  @GET
  @Path("policy")
  @Produces(TEXT)
  @PermitAll
  @Operation(
      summary = "The log's policy",
      description =
          "A policy file of C2SP tlog-policy: the log's keys, its witnesses and their quorum. What"
              + " comes from here alone proves nothing.")
  @APIResponse(responseCode = "200", description = "The policy.")
  public Response policy() {
    return ok(policy.text().getBytes(UTF_8), "public, max-age=60");
  }

  /** A tile of hashes. */
  @GET
  @Path(TILE + "{place:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @PermitAll
  @Operation(
      summary = "A tile of hashes",
      description =
          "`tile/<L>/<N>[.p/<W>]`: 32 bytes for each of 256, or W, hashes. A tile that has become"
              + " wider is still served as narrow as asked for.")
  @APIResponse(responseCode = "200", description = "The hashes; they never change.")
  @APIResponse(responseCode = "404", description = "No tile's path, or no tile of the log yet.")
  public Response tile(@PathParam("place") String place) {
    if (!(parse(TILE + place) instanceof Tile tile)) {
      throw new NotFoundException();
    }
    return ok(tiles.find(tile).orElseThrow(NotFoundException::new), "public, " + FOREVER);
  }

  /** A bundle of entries. */
  @GET
  @Path(ENTRIES + "{place:.+}")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed(StaffRole.AUDITOR)
  @Operation(
      summary = "A bundle of entries",
      description =
          "`tile/entries/<N>[.p/<W>]`: 256, or W, entries, each with its length before it as two"
              + " bytes. For auditors and mirrors.")
  @APIResponse(responseCode = "200", description = "The entries; they never change.")
  @APIResponse(responseCode = "401", description = "No valid token.")
  @APIResponse(responseCode = "403", description = "Not an auditor of all agencies.")
  @APIResponse(responseCode = "404", description = "No bundle's path, or none of the log yet.")
  @APIResponse(
      responseCode = "409",
      description = "`conflict`: the entries of the months in `detail` are archived.")
  @APIResponse(responseCode = "503", description = "The entries are being read in again.")
  public Response entries(@PathParam("place") String place) {
    if (!(parse(ENTRIES + place) instanceof Bundle bundle)) {
      throw new NotFoundException();
    }
    long size = states.find().map(LogStateRows.LogState::size).orElse(0L);
    if (bundle.start() + bundle.width() > size) {
      throw new NotFoundException();
    }
    List<BundleRows.Stored> entries = bundles.find(bundle);
    if (entries.size() < bundle.width()) {
      throw new ProblemException(
          ProblemType.AUDIT_UNAVAILABLE, "The entries are being read in again from the log.");
    }
    ArchivedMonths.of(
            entries.stream()
                .filter(entry -> entry.record().isEmpty())
                .map(BundleRows.Stored::loggedAt))
        .requireNone();
    List<byte[]> records =
        entries.stream().map(entry -> entry.record().orElseThrow().toArray()).toList();
    return ok(EntryBundle.encode(records), "private, " + FOREVER);
  }

  private static TileResource parse(String path) {
    try {
      return TileResource.parse(path);
    } catch (ProtocolViolation e) {
      throw new NotFoundException(e);
    }
  }

  private static Response ok(byte[] bytes, String caching) {
    return Response.ok(bytes).header(HttpHeaders.CACHE_CONTROL, caching).build();
  }
}
