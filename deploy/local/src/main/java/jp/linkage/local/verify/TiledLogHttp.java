package jp.linkage.local.verify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.linkage.protocol.tlog.audit.LogSource;

/**
 * A log behind HTTP: {@code GET <prefix><path>}. Follows no redirect, as the token of an auditor
 * must not follow one either; asks again when the log is busy or the connection breaks.
 */
public final class TiledLogHttp implements LogSource, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 4;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Entries are for auditors and mirrors only (docs/spec/audit-log.md §1). */
  private static final String ENTRIES = "tile/entries/";

  private final URI prefix;
  private final Optional<String> token;
  private final Duration pause;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param prefix of the log, an address of http or https
   * @param token the bearer token of an auditor, sent with requests for entries only
   * @throws IllegalArgumentException when the address is none of a log, or the token would travel
   *     in clear to another machine
   */
  public TiledLogHttp(URI prefix, Optional<String> token) {
    this(prefix, token, Duration.ofMillis(500));
  }

  /** As above, with the first pause before another attempt; each further one is twice as long. */
  TiledLogHttp(URI prefix, Optional<String> token, Duration pause) {
    this.prefix = prefix(prefix);
    this.token = token;
    this.pause = pause;
    if (token.isPresent() && prefix.getScheme().equals("http") && !isLoopback(prefix)) {
      throw new IllegalArgumentException(
          "expected an address of https, as the token must not travel in clear");
    }
  }

  private static URI prefix(URI address) {
    boolean known = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!known
        || address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException("expected http(s)://HOST[:PORT]/PATH");
    }
    String text = address.toString();
    return URI.create(text.endsWith("/") ? text : text + "/");
  }

  // By its name, as asking for its address would be a question to somebody else.
  private static boolean isLoopback(URI address) {
    String host = address.getHost();
    return host.equals("localhost")
        || host.matches("127(\\.[0-9]{1,3}){3}")
        || host.equals("[::1]");
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    Duration wait = pause;
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        HttpResponse<byte[]> response = ask(path, maxBytes);
        if (!isBusy(response.statusCode())) {
          return answer(path, response);
        }
        wait = retryAfter(response).orElse(wait);
      } catch (BrokenConnection _) {
        // The next attempt, or the last one, says what is wrong.
      }
      sleep(wait);
      wait = wait.multipliedBy(2);
    }
    return answer(path, ask(path, maxBytes));
  }

  private HttpResponse<byte[]> ask(String path, int maxBytes) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(prefix.resolve(path));
    if (path.startsWith(ENTRIES)) {
      token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
    }
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(
            request.build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBytes));
    try {
      // A time-out of the request itself would not watch over the body.
      return response.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      response.cancel(true);
      throw interrupted();
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new BrokenConnection(path + ": no answer within " + ANSWER.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      String said = e.getCause() == null ? "" : e.getCause().toString();
      throw new BrokenConnection(path + " cannot be read: " + said, e);
    }
  }

  private static Optional<byte[]> answer(String path, HttpResponse<byte[]> response)
      throws IOException {
    return switch (response.statusCode()) {
      case 200 -> Optional.of(response.body());
      // 410: what is older than the log keeps.
      case 404, 410 -> Optional.empty();
      case 401, 403 ->
          throw new IOException(
              path
                  + ": the log does not let this reader read it (status "
                  + response.statusCode()
                  + "); entries need the token of an auditor");
      default ->
          throw new IOException(
              path + ": expected the status 200 or 404, found " + response.statusCode());
    };
  }

  private static boolean isBusy(int status) {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .map(given -> given.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : given);
  }

  private static void sleep(Duration wait) throws InterruptedIOException {
    try {
      Thread.sleep(wait);
    } catch (InterruptedException _) {
      throw interrupted();
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while the log was read");
  }

  /** No answer, or a part of one; another attempt may help. */
  private static final class BrokenConnection extends IOException {
    private static final long serialVersionUID = 1L;

    private BrokenConnection(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Gives up what is still being asked. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
