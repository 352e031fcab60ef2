package jp.linkage.audit.evidence;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import jp.linkage.audit.view.ReasonHeader;
import jp.linkage.audit.view.RecordView;
import jp.linkage.audit.view.Viewed;
import jp.linkage.kit.problem.ProblemException;
import jp.linkage.kit.staff.StaffRole;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;
import jp.linkage.protocol.problem.ProblemType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Bundles of evidence over REST. */
@Path("/v1/bundles")
@RolesAllowed({StaffRole.AUDITOR, StaffRole.AGENCY_AUDITOR})
@Tag(name = "Evidence", description = "証拠の束。Evidence that is verified without a connection.")
public class BundleResource {
  private static final String SINCE = "since";
  private static final int MAX_EXCHANGES = 1000;
  private static final int MAX_BODY = 64 * 1024;
  private static final int NAMED = 10;
  private static final Duration SOON = Duration.ofSeconds(1);

  private final RecordView recordView;
  private final MakeBundle makeBundle;
  // A bundle is made in memory
  private static final Semaphore ONE_AT_A_TIME = new Semaphore(1);

  BundleResource(RecordView recordView, MakeBundle makeBundle) {
    this.recordView = recordView;
    this.makeBundle = makeBundle;
  }

  /** Makes a bundle. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces("application/zip")
  @Operation(
      summary = "A bundle of evidence",
      description =
          "Everything that the log holds about these exchanges, with proofs, receipts, the newest"
              + " checkpoint and the policy, signed by the log (docs/spec/audit-log.md §10). With"
              + " since, the size of a checkpoint that the auditor keeps, also the proof that the"
              + " newest tree grew from it. What the records' commitments hide is in it for auditors"
              + " of all agencies only."
              + " Verified with ./linkage verify FILE --policy POLICY.")
  @RequestBody(
      required = true,
      content =
          @Content(
              example =
                  "{\"exchangeIds\": [\"019ac3d4-0000-7000-8000-000000000002\"], \"since\": 78}"))
  @APIResponse(responseCode = "200", description = "The bundle.")
  @APIResponse(
      responseCode = "400",
      description =
          "No reason, not 1 to 1,000 exchange ids, each once, or since is no size of the log.")
  @APIResponse(
      responseCode = "404",
      description =
          "The log holds nothing of an exchange that the caller may see; detail names it.")
  @APIResponse(
      responseCode = "409",
      description = "`conflict`: records of the months in `detail` are archived.")
  @APIResponse(responseCode = "413", description = "The records are too large for one bundle.")
  @APIResponse(responseCode = "429", description = "Another bundle is being made.")
  @APIResponse(
      responseCode = "503",
      description = "A record is not sealed yet, or the query could not be logged.")
  public Response make(
      @HeaderParam(ReasonHeader.NAME)
          @Parameter(required = true, description = ReasonHeader.DESCRIPTION)
          @Nullable String reason,
      byte[] body) {
    Asked asked = read(body);
    if (!ONE_AT_A_TIME.tryAcquire()) {
      throw new ProblemException(ProblemType.QUOTA_EXCEEDED, "Another bundle is being made.", SOON);
    }
    try {
      Viewed view = recordView.record(reason, "make-bundle", asked.parameters());
      return answer(makeBundle.of(asked.exchanges(), asked.since(), view));
    } finally {
      ONE_AT_A_TIME.release();
    }
  }

  private record Asked(List<ExchangeId> exchanges, OptionalLong since) {
    Map<String, String> parameters() {
      String ids = exchanges.stream().map(ExchangeId::toString).collect(Collectors.joining(" "));
      return since.isPresent()
          ? Map.of("exchangeIds", ids, "since", Long.toString(since.getAsLong()))
          : Map.of("exchangeIds", ids);
    }
  }

  private static Asked read(byte[] body) {
    JsonObject json = StrictJson.object(body, MAX_BODY);
    List<ExchangeId> exchanges = json.values("exchangeIds", 1, MAX_EXCHANGES, ExchangeId::parse);
    OptionalLong since =
        json.has(SINCE)
            ? OptionalLong.of(json.integer(SINCE, 1, Long.MAX_VALUE))
            : OptionalLong.empty();
    json.end();
    if (new HashSet<>(exchanges).size() != exchanges.size()) {
      throw new InvalidMessage("$.exchangeIds", "each exchange once");
    }
    return new Asked(exchanges, since);
  }

  private static Response answer(MakeBundle.Outcome outcome) {
    return switch (outcome) {
      case MakeBundle.Outcome.Made(var zip) ->
          Response.ok(zip.toArray())
              .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence.zip\"")
              .header(HttpHeaders.CACHE_CONTROL, "no-store")
              .build();
      case MakeBundle.Outcome.Unknown(var unknown) ->
          throw new ProblemException(
              ProblemType.NOT_FOUND,
              "expected exchanges that the log holds, found "
                  + unknown.size()
                  + " others: "
                  + unknown.stream()
                      .limit(NAMED)
                      .map(ExchangeId::toString)
                      .collect(Collectors.joining(", ")));
      case MakeBundle.Outcome.Archived(var months) -> throw months.problem();
      case MakeBundle.Outcome.NotSealed() ->
          throw new ProblemException(
              ProblemType.AUDIT_UNAVAILABLE, "A record is not sealed yet.", SOON);
      case MakeBundle.Outcome.TooLarge(var bytes) ->
          throw new ProblemException(
              ProblemType.TOO_LARGE,
              "expected records of at most %d bytes, found %d: ask for fewer exchanges"
                  .formatted(MakeBundle.MAX_RECORDS, bytes));
      case MakeBundle.Outcome.Smaller(var size) ->
          throw new InvalidMessage("$." + SINCE, "a size of at most " + size);
    };
  }
}
