package jp.linkage.kit.problem;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.number.InvalidNumber;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers for the exceptions of the project, and for what nobody foresaw. */
class LinkageProblems {
  private static final Logger LOG = Logger.getLogger(LinkageProblems.class);

  private final ProblemResponses problems;

  LinkageProblems(ProblemResponses problems) {
    this.problems = problems;
  }

  @ServerExceptionMapper(ProblemException.class)
  Response problem(ProblemException exception, RoutingContext request) {
    return switch (exception.problem()) {
      case ProblemException.Own own -> {
        LOG.infof("%s: %s", own.type().slug(), own.detail());
        yield exception.retryAfter().isEmpty()
            ? problems.response(own.type(), own.detail(), request)
            : problems.response(
                problems.problem(own.type(), own.detail(), request), exception.retryAfter());
      }
      case ProblemException.Others others -> {
        LOG.infof(
            "%s at the %s, its trace %s",
            others.problem().type().slug(),
            others.problem().stage().id(),
            others.problem().traceId());
        yield problems.response(others.problem(), exception.retryAfter());
      }
    };
  }

  @ServerExceptionMapper(InvalidMessage.class)
  Response invalidMessage(InvalidMessage exception, RoutingContext request) {
    LOG.infof("invalid-message: %s", exception.getMessage());
    return problems.response(
        ProblemType.INVALID_MESSAGE,
        exception.path() + ": expected " + exception.expected(),
        request);
  }

  @ServerExceptionMapper(InvalidNumber.class)
  Response invalidNumber(InvalidNumber exception, RoutingContext request) {
    LOG.infof("invalid-number: %s", exception.rule());
    return problems.response(ProblemType.INVALID_NUMBER, exception.rule().text(), request);
  }

  // protocol §5 rule 2: the other side does not learn which check failed
  @ServerExceptionMapper(ProtocolViolation.class)
  Response protocolViolation(ProtocolViolation exception, RoutingContext request) {
    LOG.warnf("exchange-refused: %s", exception.getMessage());
    return problems.response(
        ProblemType.EXCHANGE_REFUSED, "The exchange does not pass the checks.", request);
  }

  @ServerExceptionMapper(Throwable.class)
  Response unforeseen(Throwable exception, RoutingContext request) {
    if (DatabaseFailure.isUnavailable(exception)) {
      LOG.warnf("the database does not answer: %s", exception.getClass().getSimpleName());
      // protocol §5 rule 1: at the audit-service, no registry is as bad as no log
      ProblemType type =
          problems.stage() == Stage.AUDIT
              ? ProblemType.AUDIT_UNAVAILABLE
              : ProblemType.DATABASE_UNAVAILABLE;
      return problems.response(type, "Try again later; nothing was changed.", request);
    }
    LOG.error("internal-error", Redacted.of(exception));
    return problems.response(
        ProblemType.INTERNAL_ERROR, "Ask the operator, naming the trace id.", request);
  }
}
