package jp.linkage.audit.publication;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.StandardBase64;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Proofs, ready made, for those who do not want to read tiles (docs/spec/audit-log.md §3, §9). */
@Path("/log/v1")
@Tag(name = "Log")
public class ProofResource {
  private static final String TEXT = "text/plain; charset=utf-8";

  /** Below 10^18, which no log has. */
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private final ProofsOfEntries proofs;

  ProofResource(ProofsOfEntries proofs) {
    this.proofs = proofs;
  }

  /** That an entry is in the log. */
  @GET
  @Path("proofs/{index}")
  @Produces(TEXT)
  @PermitAll
  @Operation(
      summary = "The proof that an entry is in the log",
      description =
          "`c2sp.org/tlog-proof@v1`: the path from the entry of this index to the root of the"
              + " newest checkpoint that is served, and that checkpoint. A receipt's index is its"
              + " offset. Whoever has the entry verifies it; it shows nothing but hashes.")
  @APIResponse(responseCode = "200", description = "The proof.")
  @APIResponse(
      responseCode = "404",
      description = "The newest checkpoint does not have this entry; `detail` tells its size.")
  public Response proof(@PathParam("index") String index) {
    if (!NUMBER.matcher(index).matches()) {
      throw new NotFoundException();
    }
    SignedCheckpoint newest = newest();
    long at = Long.parseLong(index);
    requireReached(at < newest.checkpoint().size(), newest);
    return ok(proofs.inclusion(at, newest).bytes(), "public, max-age=1");
  }

  /** That the log grew from one size to another. */
  @GET
  @Path("consistency")
  @Produces(TEXT)
  @PermitAll
  @Operation(
      summary = "The proof that the log grew",
      description =
          "PROOF(from, D[to]) of RFC 6962 §2.1.2, each hash in Base64 in a line; nothing for equal"
              + " sizes.")
  @APIResponse(responseCode = "200", description = "The proof; it never changes.")
  @APIResponse(responseCode = "400", description = "Not 1 ≤ from ≤ to.")
  @APIResponse(
      responseCode = "404",
      description = "The newest checkpoint is smaller than `to`; `detail` tells its size.")
  public Response consistency(
      @QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
    long older = size("from", from);
    long newer = size("to", to);
    if (older > newer) {
      throw new InvalidMessage("from", "at most to");
    }
    SignedCheckpoint newest = newest();
    requireReached(newer <= newest.checkpoint().size(), newest);
    String lines =
        proofs.consistency(older, newer).stream()
            .map(hash -> StandardBase64.encode(hash) + "\n")
            .collect(Collectors.joining());
    return ok(lines.getBytes(UTF_8), "public, max-age=31536000, immutable");
  }

  private SignedCheckpoint newest() {
    return proofs
        .newest()
        .orElseThrow(
            () -> new ProblemException(ProblemType.NOT_FOUND, "There is no checkpoint yet."));
  }

  private static void requireReached(boolean reached, SignedCheckpoint newest) {
    if (!reached) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "The newest checkpoint has " + newest.checkpoint().size() + " entries.");
    }
  }

  private static long size(String name, @Nullable String given) {
    return Optional.ofNullable(given)
        .filter(text -> NUMBER.matcher(text).matches())
        .map(Long::parseLong)
        .filter(size -> size > 0)
        .orElseThrow(() -> new InvalidMessage(name, "a size, at least 1"));
  }

  private static Response ok(byte[] bytes, String caching) {
    return Response.ok(bytes).header(HttpHeaders.CACHE_CONTROL, caching).build();
  }
}
