package jp.linkage.kit.query;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import jp.linkage.protocol.json.InvalidMessage;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses a query parameter that the operation does not declare with {@link QueryParam}, and one
 * that is given twice. An operation that takes the {@link UriInfo} reads its parameters itself.
 */
@ApplicationScoped
class RefuseUnknownParameters {
  private final Map<Method, Optional<NavigableSet<String>>> declared = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(UriInfo uri, ResourceInfo operation) {
    MultivaluedMap<String, String> given = uri.getQueryParameters();
    if (given.isEmpty()) {
      return;
    }
    declared
        .computeIfAbsent(operation.getResourceMethod(), RefuseUnknownParameters::declaredBy)
        .ifPresent(known -> require(known, given));
  }

  private static void require(NavigableSet<String> known, MultivaluedMap<String, String> given) {
    if (!known.containsAll(given.keySet())) {
      throw new InvalidMessage(
          "query",
          known.isEmpty() ? "no parameters" : "only the parameters " + String.join(", ", known));
    }
    given.forEach((name, values) -> {
      if (values.size() > 1) {
        throw new InvalidMessage(name, "one value");
      }
    });
  }

  /** In the order of their names; empty when the operation reads them itself. */
  private static Optional<NavigableSet<String>> declaredBy(Method operation) {
    NavigableSet<String> names = new TreeSet<>();
    for (Parameter parameter : operation.getParameters()) {
      if (parameter.getType() == UriInfo.class) {
        return Optional.empty();
      }
      Arrays.stream(parameter.getAnnotationsByType(QueryParam.class))
          .map(QueryParam::value)
          .forEach(names::add);
    }
    return Optional.of(names);
  }
}
