package jp.linkage.local.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.protocol.tlog.checkpoint.SignedCheckpoint;
import jp.linkage.protocol.tlog.witness.AddCheckpointRequest;
import jp.linkage.protocol.tlog.witness.AddCheckpointResponse;
import jp.linkage.protocol.tlog.witness.Witness;
import jp.linkage.protocol.tlog.witness.WitnessDecision;
import jp.linkage.protocol.tlog.witness.WitnessedLog;

/**
 * A witness behind HTTP on the loopback interface: {@code POST /add-checkpoint} and {@code GET
 * /<SHA-256 of the origin>/checkpoint}. One request at a time is decided and stored; an answer with
 * a cosignature is sent only when the checkpoint is on the disk.
 */
public final class WitnessServer implements AutoCloseable {
  private static final String ADD_CHECKPOINT = "/add-checkpoint";
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Witness witness;
  private final List<WitnessedLog> logs;
  private final WitnessState state;
  private final InstantSource clock;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ReentrantLock deciding = new ReentrantLock();

  private WitnessServer(
      Witness witness,
      List<WitnessedLog> logs,
      WitnessState state,
      InstantSource clock,
      HttpServer server) {
    this.witness = witness;
    this.logs = logs;
    this.state = state;
    this.clock = clock;
    this.server = server;
  }

  /**
   * Starts a witness.
   *
   * @param port of the loopback interface; 0 for a free one
   * @param folder with its state, made when it is missing; of this witness alone
   * @param logs whose checkpoints it cosigns
   * @param signers its keys
   * @param clock the time of its cosignatures
   * @throws IOException when the port or the folder is taken, or the state was damaged
   */
  public static WitnessServer start(
      int port, Path folder, List<WitnessedLog> logs, List<NoteSigner> signers, InstantSource clock)
      throws IOException {
    Witness witness = new Witness(logs, signers);
    WitnessState state = WitnessState.open(folder);
    try {
      for (WitnessedLog log : logs) {
        state.latest(log);
      }
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      WitnessServer started = new WitnessServer(witness, List.copyOf(logs), state, clock, server);
      server.setExecutor(started.threads);
      server.createContext("/", started::handle);
      server.start();
      return started;
    } catch (IOException | RuntimeException e) {
      state.close();
      throw e;
    }
  }

  /** Its submission and monitoring prefix, without a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath();
      String method = exchange.getRequestMethod();
      if (path.equals(ADD_CHECKPOINT)) {
        if (method.equals("POST")) {
          addCheckpoint(exchange);
        } else {
          notAllowed(exchange, "POST");
        }
      } else if (method.equals("GET")) {
        checkpoint(exchange, path);
      } else {
        notAllowed(exchange, "GET");
      }
    }
  }

  private void addCheckpoint(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(AddCheckpointRequest.MAX_BYTES + 1);
    AddCheckpointResponse response;
    try {
      response = add(body);
    } catch (IOException _) {
      // Nothing was promised: the log sends it again.
      send(exchange, 500, TEXT, "the witness cannot keep its state\n".getBytes(UTF_8));
      return;
    }
    send(exchange, response.status(), response.mediaType(), response.body());
  }

  private AddCheckpointResponse add(byte[] body) throws IOException {
    AddCheckpointRequest request;
    try {
      request = AddCheckpointRequest.parse(body);
    } catch (ProtocolViolation | IllegalArgumentException e) {
      return new AddCheckpointResponse.Refused(
          AddCheckpointResponse.Refusal.MALFORMED, String.valueOf(e.getMessage()));
    }
    Optional<WitnessedLog> log = witness.log(request.checkpoint().checkpoint().origin());
    deciding.lock();
    try {
      Optional<SignedCheckpoint> latest =
          log.isPresent() ? state.latest(log.get()) : Optional.empty();
      WitnessDecision decision =
          witness.decide(request, latest.map(SignedCheckpoint::checkpoint), clock.instant());
      if (log.isPresent() && decision.newState().isPresent()) {
        state.store(log.get(), decision.newState().get());
      }
      return decision.response();
    } finally {
      deciding.unlock();
    }
  }

  private void checkpoint(HttpExchange exchange, String path) throws IOException {
    Optional<WitnessedLog> asked =
        logs.stream().filter(log -> path.equals("/" + log.monitoringPath())).findFirst();
    Optional<SignedCheckpoint> latest =
        asked.isPresent() ? state.latest(asked.get()) : Optional.empty();
    if (latest.isPresent()) {
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      send(exchange, 200, TEXT, latest.get().bytes());
    } else {
      send(exchange, 404, TEXT, "this witness has no such checkpoint\n".getBytes(UTF_8));
    }
  }

  private static void notAllowed(HttpExchange exchange, String allowed) throws IOException {
    exchange.getResponseHeaders().set("Allow", allowed);
    send(exchange, 405, TEXT, ("expected " + allowed + "\n").getBytes(UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String mediaType, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** Stops at once; what was answered is on the disk. */
  @Override
  public void close() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
    state.close();
  }
}
