package jp.linkage.gateway.manifest;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.function.Supplier;
import jp.linkage.protocol.json.Bytes;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The manifest and the permission table for agencies. Neither is secret, and whoever takes them
 * checks the signature of the authority that it pins.
 */
@Path("/linkage/v1")
@Tag(name = "protocol", description = "Between agencies and brokers: docs/spec/protocol.md")
public class ManifestResource {
  private static final String YAML = "application/yaml";

  private final PublishedFiles files;

  ManifestResource(PublishedFiles files) {
    this.files = files;
  }

  /** The signed manifest in force. */
  @GET
  @Path("manifest")
  @PermitAll
  @NonBlocking
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(operationId = "manifest", summary = "The signed manifest in force (protocol §3)")
  @APIResponse(responseCode = "200", description = "The file; its ETag is the manifest's hash")
  @APIResponse(responseCode = "304", description = "The caller holds it already")
  public Response manifest(@Context Request request) {
    return file(request, files::signedManifest);
  }

  /** The permission table that the manifest names. */
  @GET
  @Path("permission-table")
  @PermitAll
  @NonBlocking
  @Produces(YAML)
  @Operation(operationId = "permissionTable", summary = "The permission table of that manifest")
  @APIResponse(responseCode = "200", description = "The YAML file")
  @APIResponse(responseCode = "304", description = "The caller holds it already")
  public Response permissionTable(@Context Request request) {
    return file(request, files::permissionTable);
  }

  private Response file(Request request, Supplier<Bytes> file) {
    var tag = new EntityTag(files.manifestHash().text());
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return unchanged != null
        ? unchanged.build()
        : Response.ok(file.get().toArray()).tag(tag).build();
  }
}
