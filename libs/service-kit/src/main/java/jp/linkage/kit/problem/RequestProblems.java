package jp.linkage.kit.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DatabindException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.ProblemType;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers for requests that the framework refuses: their address, method, media type or form. */
class RequestProblems {
  private static final Logger LOG = Logger.getLogger(RequestProblems.class);
  private static final Pattern NAME = Pattern.compile("([A-Za-z]+[0-9]{0,2}){1,3}");

  private final ProblemResponses problems;

  RequestProblems(ProblemResponses problems) {
    this.problems = problems;
  }

  @ServerExceptionMapper(WebApplicationException.class)
  Response webApplication(WebApplicationException exception, RoutingContext request) {
    int status = exception.getResponse().getStatus();
    if (exception.getCause() instanceof JacksonException form) {
      return form(form, request);
    }
    return switch (status) {
      case 401 ->
          problems.response(ProblemType.NOT_AUTHENTICATED, "Send a valid bearer token.", request);
      case 403 ->
          problems.response(ProblemType.ROLE_NOT_ALLOWED, "Another role is needed.", request);
      case 404 -> problems.response(ProblemType.NOT_FOUND, "Check the address.", request);
      case 405 -> methodNotAllowed(exception, request);
      case 406 ->
          problems.response(ProblemType.NOT_ACCEPTABLE, "Accept application/json.", request);
      case 413 -> problems.response(ProblemType.TOO_LARGE, "Send less in one request.", request);
      case 415 ->
          problems.response(
              ProblemType.UNSUPPORTED_MEDIA_TYPE,
              "Send the media type that the API description names.",
              request);
      case 503 -> problems.response(ProblemType.OVERLOADED, "Try again later.", request);
      default -> {
        if (status >= 400 && status < 500) {
          yield problems.response(
              ProblemType.INVALID_MESSAGE,
              "$: expected a request as the API description says",
              request);
        }
        LOG.error("internal-error", Redacted.of(exception));
        yield problems.response(
            ProblemType.INTERNAL_ERROR, "Ask the operator, naming the trace id.", request);
      }
    };
  }

  /** RFC 9110 §15.5.6: the answer names the methods that there are. */
  private Response methodNotAllowed(WebApplicationException exception, RoutingContext request) {
    Response response =
        problems.response(
            ProblemType.METHOD_NOT_ALLOWED, "See the Allow header for the methods.", request);
    String allow =
        exception instanceof NotAllowedException
            ? exception.getResponse().getHeaderString(HttpHeaders.ALLOW)
            : null;
    return allow == null
        ? response
        : Response.fromResponse(response).header(HttpHeaders.ALLOW, allow).build();
  }

  @ServerExceptionMapper(MismatchedInputException.class)
  Response mismatchedInput(MismatchedInputException exception, RoutingContext request) {
    return form(exception, request);
  }

  @ServerExceptionMapper(DatabindException.class)
  Response databind(DatabindException exception, RoutingContext request) {
    return form(exception, request);
  }

  @ServerExceptionMapper(JacksonException.class)
  Response json(JacksonException exception, RoutingContext request) {
    return form(exception, request);
  }

  private Response form(JacksonException exception, RoutingContext request) {
    String path = "$";
    String expected = "one JSON value (RFC 8259)";
    if (exception instanceof JsonMappingException mapping) {
      path = path(mapping.getPath());
      expected = expected(mapping);
    }
    LOG.infof("invalid-message: %s: expected %s", path, expected);
    return problems.response(ProblemType.INVALID_MESSAGE, path + ": expected " + expected, request);
  }

  private static String expected(JsonMappingException exception) {
    // A value type of ours says itself what it expects; Jackson's texts quote the input
    for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidMessage invalid) {
        return invalid.expected();
      }
      if (cause.getClass() == IllegalArgumentException.class && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    if (exception instanceof UnrecognizedPropertyException unknown) {
      return "only members of the API description, such as "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .limit(12)
              .collect(Collectors.joining(", "));
    }
    if (exception instanceof MismatchedInputException mismatched
        && mismatched.getTargetType() != null) {
      return Expectation.of(mismatched.getTargetType());
    }
    return "the form that the API description gives";
  }

  private static String path(List<JsonMappingException.Reference> references) {
    StringBuilder path = new StringBuilder("$");
    for (JsonMappingException.Reference reference : references) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else if (isName(reference.getFieldName())) {
        path.append('.').append(reference.getFieldName());
      } else {
        // an unknown name is the sender's text and may be anything
        path.append(".?");
      }
    }
    return path.toString();
  }

  /** A name like {@code addressOnJanuary1}: too few digits in a row for a number of a person. */
  private static boolean isName(String text) {
    return text.length() <= 40 && NAME.matcher(text).matches();
  }

  @ServerExceptionMapper(ConstraintViolationException.class)
  Response constraintViolation(ConstraintViolationException exception, RoutingContext request) {
    if (exception.getConstraintViolations().stream().anyMatch(RequestProblems::isOurFault)) {
      LOG.error("internal-error", Redacted.of(exception));
      return problems.response(
          ProblemType.INTERNAL_ERROR, "Ask the operator, naming the trace id.", request);
    }
    String detail =
        exception.getConstraintViolations().stream()
            .map(violation -> path(violation.getPropertyPath()) + ": " + violation.getMessage())
            .sorted()
            .limit(10)
            .collect(Collectors.joining("; "));
    LOG.infof("invalid-message: %s", detail);
    return problems.response(ProblemType.INVALID_MESSAGE, detail, request);
  }

  private static boolean isOurFault(ConstraintViolation<?> violation) {
    for (Path.Node node : violation.getPropertyPath()) {
      if (node.getKind() == ElementKind.RETURN_VALUE) {
        return true;
      }
    }
    return false;
  }

  /** The path without the names of the Java method and of the parameter that is the body. */
  private static String path(Path path) {
    StringBuilder text = new StringBuilder("$");
    for (Iterator<Path.Node> nodes = path.iterator(); nodes.hasNext(); ) {
      Path.Node node = nodes.next();
      if (node.getIndex() != null) {
        text.append('[').append(node.getIndex()).append(']');
      }
      switch (node.getKind()) {
        case PROPERTY -> text.append('.').append(node.getName());
        case PARAMETER -> text.append(nodes.hasNext() ? "" : "." + node.getName());
        default -> {}
      }
    }
    return text.toString();
  }
}
