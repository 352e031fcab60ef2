package jp.linkage.local;

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
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/**
 * A man in the middle: stands before one service and may change what passes. Counts the requests
 * that reach the service.
 */
final class InFlightProxy implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicLong forwarded = new AtomicLong();
  private volatile String target = "";
  private volatile UnaryOperator<byte[]> onRequest = UnaryOperator.identity();
  private volatile UnaryOperator<byte[]> onResponse = UnaryOperator.identity();

  InFlightProxy() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::forward);
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  void target(String url) {
    target = url;
  }

  long forwarded() {
    return forwarded.get();
  }

  void change(UnaryOperator<byte[]> request, UnaryOperator<byte[]> response) {
    onRequest = request;
    onResponse = response;
  }

  void changeNothing() {
    change(UnaryOperator.identity(), UnaryOperator.identity());
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = onRequest.apply(exchange.getRequestBody().readAllBytes());
      var request =
          HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> {
            if (name.equalsIgnoreCase("Content-Type") || name.equalsIgnoreCase("Accept")) {
              values.forEach(value -> request.header(name, value));
            }
          });
      forwarded.incrementAndGet();
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      byte[] answer = onResponse.apply(response.body());
      response
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      response
          .headers()
          .firstValue("Retry-After")
          .ifPresent(after -> exchange.getResponseHeaders().set("Retry-After", after));
      exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
