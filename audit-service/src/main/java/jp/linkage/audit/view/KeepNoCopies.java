package jp.linkage.audit.view;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** An answer that a cache keeps could be looked at again without a record. */
class KeepNoCopies {
  @ServerResponseFilter
  void forbid(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getUriInfo().getRequestUri().getPath().startsWith("/v1/")) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}
