package jp.linkage.kit.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Names each request in the log: every line that it causes carries {@code traceId}, and so does the
 * problem document that the caller may get.
 */
class TraceId {
  static final String NAME = "traceId";

  private TraceId() {}

  /** Names the request before anything else happens to it. */
  static final class Filter {
    @ServerRequestFilter(preMatching = true, priority = 0)
    public void name(RoutingContext request) {
      current(request);
    }
  }

  /** The name of this request, given at the first call. */
  static String current(RoutingContext request) {
    String known = request.get(NAME);
    if (known != null) {
      return known;
    }
    // Random, and no secret: it only has to differ from the others in the log
    byte[] id = new byte[8];
    ThreadLocalRandom.current().nextBytes(id);
    String fresh = HexFormat.of().formatHex(id);
    request.put(NAME, fresh);
    MDC.put(NAME, fresh);
    return fresh;
  }
}
