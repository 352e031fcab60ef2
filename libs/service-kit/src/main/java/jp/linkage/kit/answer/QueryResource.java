package jp.linkage.kit.answer;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jp.linkage.protocol.message.QueryMessage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where the gateway brings queries to this agency. */
@Path("/linkage/v1/queries")
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
@Tag(name = "Linkage protocol", description = "For the linkage-gateway only")
public class QueryResource {
  private final AnswerQueries answerQueries;

  QueryResource(AnswerQueries answerQueries) {
    this.answerQueries = answerQueries;
  }

  /** M3; answered with M4. Authenticated by what it carries: σ_A, permit, receipt and proofs. */
  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(summary = "Answer a query (M3 → M4)")
  public byte[] answer(byte[] body) {
    return answerQueries.answer(QueryMessage.parse(body));
  }
}
