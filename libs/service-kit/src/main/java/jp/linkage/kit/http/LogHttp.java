package jp.linkage.kit.http;

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
 * The public part of a log behind HTTP: {@code GET <prefix><path>}, once, without a token. Follows
 * no redirect: the log is where the configuration says.
 */
public final class LogHttp implements LogSource, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final URI prefix;
  private final Duration timeout;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param prefix of the log, an address of http or https such as {@code https://host/log/v1/}
   * @param timeout the longest wait for a whole answer
   * @throws IllegalArgumentException when the address is none of a log
   */
  public LogHttp(URI prefix, Duration timeout) {
    boolean known = "http".equals(prefix.getScheme()) || "https".equals(prefix.getScheme());
    if (!known
        || prefix.getHost() == null
        || prefix.getRawUserInfo() != null
        || prefix.getRawQuery() != null
        || prefix.getRawFragment() != null) {
      throw new IllegalArgumentException("expected a log at http(s)://HOST[:PORT]/PATH");
    }
    String text = prefix.toString();
    this.prefix = URI.create(text.endsWith("/") ? text : text + "/");
    this.timeout = timeout;
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(
            HttpRequest.newBuilder(prefix.resolve(path)).build(),
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBytes));
    try {
      // A time-out of the request itself would not watch over the body
      return answer(path, response.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the log was read");
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new IOException(path + ": no answer within " + timeout, e);
    } catch (ExecutionException e) {
      throw new IOException(path + " cannot be read", e.getCause());
    }
  }

  private static Optional<byte[]> answer(String path, HttpResponse<byte[]> response)
      throws IOException {
    return switch (response.statusCode()) {
      case 200 -> Optional.of(response.body());
      case 404, 410 -> Optional.empty();
      default ->
          throw new IOException(
              path + ": expected the status 200 or 404, found " + response.statusCode());
    };
  }

  /** Gives up what is still being asked. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
