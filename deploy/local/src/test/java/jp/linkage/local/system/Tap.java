package jp.linkage.local.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import jp.linkage.protocol.json.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A proxy before one service, at the address that the manifest names: what the services say to each
 * other passes here, and a test may read it, change it, or keep it back.
 */
final class Tap implements AutoCloseable {
  static {
    // Without it every answer waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final URI service;
  private final HttpServer server;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .executor(executor)
          .build();
  private final AtomicReference<Interceptor> interceptor = new AtomicReference<>(Tap::passOn);
  private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

  /** What is done with a message. */
  @FunctionalInterface
  interface Interceptor {
    /** The answer for the sender; the message goes on only through {@code tap.send}. */
    Answer pass(Tap tap, String path, byte[] message);
  }

  private Tap(URI service, HttpServer server) {
    this.service = service;
    this.server = server;
  }

  /** A proxy before the service at this address, which need not run yet. */
  static Tap before(String service) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var tap = new Tap(URI.create(service), server);
      server.setExecutor(tap.executor);
      server.createContext("/", tap::handle);
      server.start();
      return tap;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the others find the service. */
  URI address() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  /**
   * Lets every message go through this until the returned value is closed. To cut the line, it
   * throws an {@link UncheckedIOException}; what else it throws fails the test at the end.
   */
  Interception intercept(Interceptor with) {
    interceptor.set(with);
    return () -> {
      interceptor.set(Tap::passOn);
      RuntimeException thrown = failure.getAndSet(null);
      if (thrown != null) {
        throw new IllegalStateException("the interceptor failed", thrown);
      }
    };
  }

  /** Ends an interception. */
  interface Interception extends AutoCloseable {
    @Override
    void close();
  }

  private static Answer passOn(Tap tap, String path, byte[] message) {
    return tap.send(path, message);
  }

  /**
   * Sends a message to the service itself.
   *
   * @throws UncheckedIOException when it does not answer
   */
  Answer send(String path, byte[] message) {
    return send(service, path, message);
  }

  /** Sends a message to the service, or a replica of it, at this address. */
  Answer send(URI to, String path, byte[] message) {
    var request =
        HttpRequest.newBuilder(to.resolve(path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, application/problem+json")
            .POST(BodyPublishers.ofByteArray(message))
            .build();
    try {
      return answer(client.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static Answer answer(HttpResponse<byte[]> response) {
    return new Answer(
        response.statusCode(),
        response.headers().firstValue("Content-Type").orElse(""),
        response.headers().firstValue("Retry-After"),
        Bytes.of(response.body()));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] message = exchange.getRequestBody().readAllBytes();
      Answer answer;
      try {
        answer = interceptor.get().pass(this, exchange.getRequestURI().getPath(), message);
      } catch (UncheckedIOException e) {
        return; // the service is down: the connection ends without an answer
      } catch (RuntimeException e) {
        failure.set(e);
        return;
      }
      if (!answer.contentType().isEmpty()) {
        exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      }
      answer.retryAfter().ifPresent(wait -> exchange.getResponseHeaders().set("Retry-After", wait));
      exchange.sendResponseHeaders(answer.status(), answer.body().length());
      exchange.getResponseBody().write(answer.body().toArray());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
    executor.close();
  }
}
