package jp.linkage.local.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;

/** A back-office system of one agency: calls its own service as one staff member. */
public final class BackOfficeHttp {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private final String url;
  private final String bearer;
  private final Optional<String> reason;

  /**
   * Speaks to one service as one person.
   *
   * @param url of the service, without a path
   * @param bearer the staff member's token
   */
  public BackOfficeHttp(String url, String bearer) {
    this(url, bearer, Optional.empty());
  }

  private BackOfficeHttp(String url, String bearer, Optional<String> reason) {
    this.url = url;
    this.bearer = bearer;
    this.reason = reason;
  }

  /** The same person, who says why, as an auditor has to. */
  public BackOfficeHttp because(String why) {
    return new BackOfficeHttp(
        url,
        bearer,
        Optional.of(URLEncoder.encode(why, StandardCharsets.UTF_8).replace("+", "%20")));
  }

  /**
   * An answer.
   *
   * @param retryAfter how long the service asks to wait before the next attempt
   * @param body a missing node when there is none
   */
  public record Reply(int status, Optional<Duration> retryAfter, JsonNode body) {
    /** Whether the status is 2xx. */
    public boolean succeeded() {
      return status >= 200 && status < 300;
    }

    /**
     * The body of a success.
     *
     * @throws IllegalStateException with the problem's title and detail when it failed
     */
    public JsonNode orThrow() {
      if (!succeeded()) {
        throw new IllegalStateException(
            status + " " + body.path("title").asText() + ": " + body.path("detail").asText());
      }
      return body;
    }
  }

  /** GET of a path with its query. */
  public Reply get(String path) {
    return send(request(path).GET());
  }

  /** POST of a JSON body, under a new idempotency key. */
  public Reply post(String path, Object body) {
    try {
      return post(path, "application/json", JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  /** POST of a text body, under a new idempotency key. */
  public Reply post(String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
  }

  /** PUT of a JSON body. */
  public Reply put(String path, Object body) {
    try {
      return send(
          request(path)
              .header("Content-Type", "application/json")
              .PUT(BodyPublishers.ofString(JSON.writeValueAsString(body))));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  /**
   * POST of a JSON body that is answered by a file.
   *
   * @throws IllegalStateException when it failed, with the status and what was said
   */
  public byte[] download(String path, String accept, Object body) {
    try {
      HttpResponse<byte[]> response =
          exchange(
              request(path, accept)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
      if (response.statusCode() != 200) {
        throw new IllegalStateException(
            response.statusCode() + " " + new String(response.body(), StandardCharsets.UTF_8));
      }
      return response.body();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return request(path, "application/json");
  }

  private HttpRequest.Builder request(String path, String accept) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofMinutes(2))
            .header("Authorization", "Bearer " + bearer)
            .header("Accept", accept + ", application/problem+json");
    reason.ifPresent(why -> request.header("Linkage-Reason", why));
    return request;
  }

  private static HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws IOException {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response = exchange(request);
      JsonNode body =
          response.body().length == 0
              ? JSON.missingNode()
              : JSON.readTree(new String(response.body(), StandardCharsets.UTF_8));
      Optional<Duration> retryAfter =
          response
              .headers()
              .firstValue("Retry-After")
              .map(text -> Duration.ofSeconds(Long.parseLong(text)));
      return new Reply(response.statusCode(), retryAfter, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
