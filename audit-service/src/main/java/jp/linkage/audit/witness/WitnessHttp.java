package jp.linkage.audit.witness;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.SignedNote;
import jp.linkage.protocol.tlog.witness.AddCheckpointRequest;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse;
import jp.linkage.protocol.tlog.witness.WitnessedLog;

/** Asks witnesses over HTTP. What they send is limited in size and time, and believed by nobody. */
@ApplicationScoped
class WitnessHttp {
  private final WitnessConfig config;
  private final HttpClient client;

  WitnessHttp(WitnessConfig config) {
    this.config = config;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(config.timeout())
            .build();
  }

  /**
   * Shows a checkpoint.
   *
   * @throws IOException if there is no answer in time, or none of the protocol's
   */
  AddCheckpointResponse add(WitnessSite site, AddCheckpointRequest request) throws IOException {
    HttpResponse<byte[]> response =
        send(
            HttpRequest.newBuilder(below(site, "add-checkpoint"))
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.bytes()))
                .build());
    try {
      return AddCheckpointResponse.parse(response.statusCode(), response.body());
    } catch (ProtocolViolation | IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * The checkpoint that a witness keeps; not verified.
   *
   * @throws IOException if there is no answer in time, or none of the protocol's
   */
  Optional<SignedCheckpoint> kept(WitnessSite site, WitnessedLog log) throws IOException {
    HttpResponse<byte[]> response =
        send(HttpRequest.newBuilder(below(site, log.monitoringPath())).build());
    return switch (response.statusCode()) {
      case 404 -> Optional.empty();
      case 200 -> {
        try {
          yield Optional.of(SignedCheckpoint.parse(response.body()));
        } catch (ProtocolViolation | IllegalArgumentException e) {
          throw new IOException(e.getMessage(), e);
        }
      }
      default -> throw new IOException("the status " + response.statusCode());
    };
  }

  private static URI below(WitnessSite site, String path) {
    return URI.create(site.prefix() + "/" + path);
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> response =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(
                HttpResponse.BodyHandlers.ofByteArray(), SignedNote.MAX_BYTES));
    try {
      // a time-out of the request itself would not watch over the body
      return response.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      response.cancel(true);
      throw new IOException("no answer in " + config.timeout().toMillis() + " ms", e);
    } catch (ExecutionException e) {
      String what = e.getCause() == null ? "" : ": " + e.getCause().getClass().getSimpleName();
      throw new IOException("no answer" + what, e);
    } catch (InterruptedException _) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @PreDestroy
  void close() {
    client.shutdownNow();
  }
}
