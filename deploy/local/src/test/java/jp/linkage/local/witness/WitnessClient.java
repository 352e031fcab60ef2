package jp.linkage.local.witness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.witness.AddCheckpointRequest;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse;

/** Asks a witness as a log does. */
final class WitnessClient implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI witness;

  WitnessClient(URI witness) {
    this.witness = witness;
  }

  /** Sends bytes to {@code add-checkpoint}. */
  HttpResponse<byte[]> post(byte[] body) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(witness + "/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Shows how the log grew, and reads the answer as a log does. */
  AddCheckpointResponse add(long old, List<Bytes> proof, SignedCheckpoint checkpoint)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = post(new AddCheckpointRequest(old, proof, checkpoint).bytes());
    AddCheckpointResponse read =
        AddCheckpointResponse.parse(response.statusCode(), response.body());
    String mediaType = response.headers().firstValue("Content-Type").orElse("");
    if (!mediaType.equals(read.mediaType())) {
      throw new IOException("expected " + read.mediaType() + ", found " + mediaType);
    }
    return read;
  }

  /** Gets what is at a path. */
  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(witness + "/" + path)).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  /** Sends a request of another method. */
  int status(String method, String path) throws IOException, InterruptedException {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(witness + "/" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
