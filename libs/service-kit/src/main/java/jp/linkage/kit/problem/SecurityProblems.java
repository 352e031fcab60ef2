package jp.linkage.kit.problem;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jp.linkage.protocol.problem.ProblemType;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers for staff who are not logged in, or whose role does not suffice. */
class SecurityProblems {
  private static final Logger LOG = Logger.getLogger(SecurityProblems.class);

  private final ProblemResponses problems;

  SecurityProblems(ProblemResponses problems) {
    this.problems = problems;
  }

  @ServerExceptionMapper(AuthenticationFailedException.class)
  @Priority(Priorities.USER)
  Response notAuthenticated(AuthenticationFailedException exception, RoutingContext request) {
    return notAuthenticated(request);
  }

  @ServerExceptionMapper(UnauthorizedException.class)
  @Priority(Priorities.USER)
  Response notAuthenticated(UnauthorizedException exception, RoutingContext request) {
    return notAuthenticated(request);
  }

  @ServerExceptionMapper(ForbiddenException.class)
  @Priority(Priorities.USER)
  Response roleNotAllowed(ForbiddenException exception, RoutingContext request) {
    LOG.info("role-not-allowed");
    return problems.response(ProblemType.ROLE_NOT_ALLOWED, "Another role is needed.", request);
  }

  private Response notAuthenticated(RoutingContext request) {
    LOG.info("not-authenticated");
    // RFC 6750 §3
    return Response.fromResponse(
            problems.response(ProblemType.NOT_AUTHENTICATED, "Send a valid bearer token.", request))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }
}
