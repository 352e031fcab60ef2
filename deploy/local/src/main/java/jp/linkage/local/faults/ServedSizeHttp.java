package jp.linkage.local.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** How large the log says it is; for waiting only, as {@link Readers} verify it. */
final class ServedSizeHttp implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private final HttpRequest checkpoint;

  ServedSizeHttp(URI prefix) {
    this.checkpoint =
        HttpRequest.newBuilder(URI.create(prefix + "/checkpoint"))
            .timeout(Duration.ofSeconds(1))
            .build();
  }

  /** The size of the served checkpoint; 0 when none is served at the moment. */
  long size() throws InterruptedException {
    try {
      HttpResponse<byte[]> response = client.send(checkpoint, BodyHandlers.ofByteArray());
      return response.statusCode() == 200
          ? Long.parseLong(
              new String(response.body(), UTF_8).lines().skip(1).findFirst().orElse("0"))
          : 0;
    } catch (IOException _) {
      return 0;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
