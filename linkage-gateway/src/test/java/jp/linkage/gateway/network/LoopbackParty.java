package jp.linkage.gateway.network;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import org.jspecify.annotations.Nullable;

/** A party of the protocol at its endpoint: counts the calls, and fails when a test asks for it. */
final class LoopbackParty implements AutoCloseable {
  /** Longer than the gateway's patience in the tests. */
  private static final Duration SILENCE = Duration.ofSeconds(12);

  private final URI endpoint;
  private final Stage stage;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final Map<String, Queue<Fault>> faults = new ConcurrentHashMap<>();
  private final Queue<String> refusals = new ConcurrentLinkedQueue<>();
  private @Nullable HttpServer server;
  private @Nullable ExecutorService executor;

  /** What a party does with a message. */
  @FunctionalInterface
  interface Step {
    byte[] answer(byte[] message);
  }

  /** Ends a step with a problem document. */
  static final class Refusal extends RuntimeException {
    private final ProblemType type;

    Refusal(ProblemType type) {
      super(type.slug());
      this.type = type;
    }
  }

  LoopbackParty(URI endpoint, Stage stage) {
    this.endpoint = endpoint;
    this.stage = stage;
  }

  LoopbackParty on(String path, Step step) {
    steps.put(path, step);
    calls.put(path, new AtomicInteger());
    faults.put(path, new ConcurrentLinkedQueue<>());
    return this;
  }

  synchronized void start() {
    if (server != null) {
      return;
    }
    try {
      var fresh =
          HttpServer.create(
              new InetSocketAddress(InetAddress.getByName("localhost"), endpoint.getPort()), 64);
      executor = Executors.newVirtualThreadPerTaskExecutor();
      fresh.setExecutor(executor);
      fresh.createContext("/", this::handle);
      fresh.start();
      server = fresh;
    } catch (IOException e) {
      throw new UncheckedIOException("nobody can listen at " + endpoint, e);
    }
  }

  /** Down: nobody listens any more, kept connections are closed. */
  synchronized void stop() {
    HttpServer running = server;
    ExecutorService workers = executor;
    server = null;
    executor = null;
    if (running != null) {
      running.stop(0);
    }
    if (workers != null) {
      workers.shutdownNow();
    }
  }

  @Override
  public void close() {
    stop();
  }

  int calls(String path) {
    return known(calls, path).get();
  }

  void next(String path, Fault fault) {
    known(faults, path).add(fault);
  }

  /** Why this party refused, in its local log. */
  Queue<String> refusals() {
    return refusals;
  }

  void reset() {
    start();
    faults.values().forEach(Queue::clear);
    refusals.clear();
  }

  private void handle(HttpExchange call) throws IOException {
    try (call) {
      String path = call.getRequestURI().getPath();
      Step step = steps.get(path);
      if (step == null) {
        problem(call, ProblemType.NOT_FOUND);
        return;
      }
      byte[] message = call.getRequestBody().readAllBytes();
      known(calls, path).incrementAndGet();
      answer(call, step, message, known(faults, path).poll());
    }
  }

  private void answer(HttpExchange call, Step step, byte[] message, @Nullable Fault fault)
      throws IOException {
    switch (fault) {
      case null -> send(call, 200, "application/json", done(call, step, message));
      case Fault.Unavailable _ -> unavailable(call);
      case Fault.AnswerLost _ -> {
        byte[] lost = done(call, step, message);
        if (lost != null) {
          unavailable(call);
        }
      }
      case Fault.Silence _ -> {
        pause();
        unavailable(call);
      }
      case Fault.Disconnect _ -> {
        // closed by the caller of this method without a response
      }
      case Fault.Crash _ -> problem(call, ProblemType.INTERNAL_ERROR);
      case Fault.Refused _ -> problem(call, ProblemType.EXCHANGE_REFUSED);
      case Fault.Changed changed -> {
        byte[] answer = done(call, step, message);
        if (answer != null) {
          send(call, 200, "application/json", changed.change().apply(answer));
        }
      }
    }
  }

  /** The answer, or null when a problem was sent in its place. */
  private byte @Nullable [] done(HttpExchange call, Step step, byte[] message) throws IOException {
    try {
      return step.answer(message);
    } catch (Refusal e) {
      refusals.add(e.getMessage());
      problem(call, e.type);
    } catch (ProtocolViolation | InvalidMessage e) {
      refusals.add(String.valueOf(e.getMessage()));
      problem(call, ProblemType.EXCHANGE_REFUSED);
    } catch (RuntimeException e) {
      refusals.add(e.toString());
      problem(call, ProblemType.INTERNAL_ERROR);
    }
    return null;
  }

  private void unavailable(HttpExchange call) throws IOException {
    call.getResponseHeaders().set("Retry-After", "7");
    problem(
        call,
        stage == Stage.AUDIT ? ProblemType.AUDIT_UNAVAILABLE : ProblemType.DATABASE_UNAVAILABLE);
  }

  private void problem(HttpExchange call, ProblemType type) throws IOException {
    var problem = new Problem(type, stage, "a secret of the other party", "/", "0123");
    send(call, type.status(), Problem.MEDIA_TYPE, problem.toJson());
  }

  private static void send(HttpExchange call, int status, String type, byte @Nullable [] body)
      throws IOException {
    if (body == null) {
      return;
    }
    call.getResponseHeaders().set("Content-Type", type);
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
  }

  private static void pause() {
    try {
      Thread.sleep(SILENCE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static <T> T known(Map<String, T> map, String path) {
    T value = map.get(path);
    if (value == null) {
      throw new IllegalArgumentException("nothing at " + path);
    }
    return value;
  }
}
