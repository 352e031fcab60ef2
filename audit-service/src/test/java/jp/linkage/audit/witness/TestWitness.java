package jp.linkage.audit.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.tlog.checkpoint.Checkpoint;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.checkpoint.VerifierKey;
import jp.linkage.protocol.tlog.witness.AddCheckpointRequest;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse;
import jp.linkage.protocol.tlog.witness.Witness;
import jp.linkage.protocol.tlog.witness.WitnessDecision;
import jp.linkage.protocol.tlog.witness.WitnessedLog;

/** A witness behind HTTP that decides with the library, unless a test wants it to do otherwise. */
public final class TestWitness implements AutoCloseable {
  /** How it behaves. */
  public enum Mood {
    HONEST,
    /** Cosigns another tree than the one that it was shown. */
    LYING,
    /** Answers after three seconds. */
    SLOW,
    /** Answers with more than anybody should read. */
    ENDLESS,
    /** Closes the connection. */
    DEAD,
    /** Claims to have a million entries more. */
    BOASTING
  }

  private final NoteSigner signer;
  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Mood mood = Mood.HONEST;
  private Optional<SignedCheckpoint> latest = Optional.empty();
  private volatile List<WitnessedLog> logs = List.of();

  /** Starts it; it knows no log yet. */
  public TestWitness(String name) {
    this.signer = NoteSigner.ed25519Cosigner("witness.test/" + name, SigningKey.generate());
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** Watches this log from now on. */
  public TestWitness watch(String origin, List<VerifierKey> keys) {
    logs = List.of(new WitnessedLog(origin, keys));
    return this;
  }

  /** Its line in a policy. */
  public String line(String name) {
    return "witness %s %s %s\n".formatted(name, signer.key().text(), uri());
  }

  String uri() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/";
  }

  /** Behaves so from now on. */
  public void be(Mood other) {
    mood = other;
  }

  /** How often a checkpoint was shown. */
  public int asked() {
    return asked.get();
  }

  /** What it cosigned last. */
  public synchronized Optional<SignedCheckpoint> latest() {
    return latest;
  }

  /** Puts another past in its place. */
  public synchronized void remember(SignedCheckpoint other) {
    latest = Optional.of(other);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (mood == Mood.DEAD) {
        return;
      }
      pause();
      String path = exchange.getRequestURI().getPath();
      if (path.equals("/prefix/add-checkpoint")) {
        asked.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        AddCheckpointResponse response = add(AddCheckpointRequest.parse(body));
        send(exchange, response.status(), response.body());
      } else if (logs.stream().anyMatch(log -> path.equals("/prefix/" + log.monitoringPath()))
          && latest().isPresent()) {
        send(exchange, 200, latest().orElseThrow().bytes());
      } else {
        send(exchange, 404, new byte[0]);
      }
    }
  }

  private void pause() {
    if (mood == Mood.SLOW) {
      try {
        Thread.sleep(3_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized AddCheckpointResponse add(AddCheckpointRequest request) {
    Checkpoint shown = request.checkpoint().checkpoint();
    if (mood == Mood.BOASTING) {
      return new AddCheckpointResponse.Conflict(shown.size() + 1_000_000);
    }
    WitnessDecision decision =
        new Witness(logs, List.of(signer))
            .decide(request, latest.map(SignedCheckpoint::checkpoint), Instant.now());
    if (decision.newState().isEmpty()) {
      return decision.response();
    }
    latest = decision.newState();
    if (mood == Mood.LYING) {
      Checkpoint other = new Checkpoint(shown.origin(), shown.size() + 1, shown.root());
      return new AddCheckpointResponse.Cosigned(List.of(signer.sign(other, Instant.now())));
    }
    return decision.response();
  }

  private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    if (mood == Mood.ENDLESS) {
      exchange.sendResponseHeaders(status, 0);
      byte[] line =
          "\u2014 witness.test/endless AAAAAAAA\n"
              .getBytes(java.nio.charset.StandardCharsets.UTF_8);
      for (int i = 0; i < 100_000; i++) {
        exchange.getResponseBody().write(line);
      }
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
