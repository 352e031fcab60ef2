package jp.linkage.kit.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.problem.Problem;

/**
 * Sends messages of the protocol: JSON over HTTP/1.1 with kept connections, one answer each.
 *
 * <p>Every message of the protocol may be sent twice, as an exchange id is bound to its request
 * (protocol §5 rule 3); so when a kept connection turns out to be closed the message is sent once
 * more on a new one. Nothing else is repeated here: a caller that gets a 503 decides itself.
 *
 * <p>Blocks; meant for virtual threads, and safe for use by several. Works without Quarkus.
 */
public final class LinkageHttp implements AutoCloseable {
  private static final String JSON = "application/json";
  private static final String CLOSED_CONNECTION = "the connection was closed";

  private final HttpClient client;

  private LinkageHttp(HttpClient client) {
    this.client = client;
  }

  /**
   * A client without TLS, for the local run and tests.
   *
   * @param connectTimeout the longest wait for a connection
   */
  public static LinkageHttp plain(Duration connectTimeout) {
    return new LinkageHttp(builder(connectTimeout).build());
  }

  /**
   * A client that shows the certificate of its own party.
   *
   * @param connectTimeout the longest wait for a connection
   * @param tls the own certificate and the trusted authorities
   */
  public static LinkageHttp mutualTls(Duration connectTimeout, SSLContext tls) {
    return new LinkageHttp(builder(connectTimeout).sslContext(tls).build());
  }

  private static HttpClient.Builder builder(Duration connectTimeout) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(connectTimeout)
        .executor(Executors.newVirtualThreadPerTaskExecutor());
  }

  /**
   * Sends a message and waits for the answer.
   *
   * @param target where to
   * @param json the message, UTF-8
   * @param timeout the longest wait for the whole answer
   * @param maxResponseBytes a longer answer is no answer
   */
  public Reply post(URI target, byte[] json, Duration timeout, int maxResponseBytes) {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .timeout(timeout)
            .header("Content-Type", JSON)
            .header("Accept", JSON + ", " + Problem.MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofByteArray(json))
            .build();
    long start = System.nanoTime();
    Reply first = send(request, maxResponseBytes);
    boolean closedConnection =
        first instanceof Reply.NoReply no && no.reason().equals(CLOSED_CONNECTION);
    // A kept connection that the other side has closed fails at once
    boolean atOnce = System.nanoTime() - start < timeout.toNanos() / 4;
    return closedConnection && atOnce ? send(request, maxResponseBytes) : first;
  }

  private Reply send(HttpRequest request, int maxResponseBytes) {
    try {
      HttpResponse<byte[]> response =
          client.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxResponseBytes));
      return read(response);
    } catch (HttpConnectTimeoutException | ConnectException | UnresolvedAddressException _) {
      return new Reply.NoReply(false, "no connection");
    } catch (HttpTimeoutException _) {
      return new Reply.NoReply(true, "no answer in time");
    } catch (IOException e) {
      // Its text may quote what was received
      return e.getCause() instanceof ConnectException
          ? new Reply.NoReply(false, "no connection")
          : new Reply.NoReply(true, CLOSED_CONNECTION);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Reply.NoReply(true, "interrupted");
    }
  }

  private static Reply read(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    if (status == 200) {
      return new Reply.Done(Bytes.of(response.body()));
    }
    if (hasType(response, Problem.MEDIA_TYPE)) {
      Optional<Problem> problem = Problem.parse(response.body());
      if (problem.isPresent()) {
        return new Reply.Failed(problem.get(), retryAfter(response));
      }
    }
    return new Reply.NoReply(true, "status " + status + " without a problem document");
  }

  private static boolean hasType(HttpResponse<?> response, String type) {
    String found = response.headers().firstValue("Content-Type").orElse("");
    int parameters = found.indexOf(';');
    return (parameters < 0 ? found : found.substring(0, parameters)).strip().equalsIgnoreCase(type);
  }

  /** RFC 9110 §10.2.3, the form in seconds; no party of the protocol sends a date. */
  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  @Override
  public void close() {
    client.close();
  }
}
