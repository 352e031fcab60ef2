package jp.linkage.local.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import jp.linkage.protocol.tlog.audit.SampleLog;

/** A log behind HTTP, below the prefix {@code /log/v1}; entries for the holder of a token only. */
final class LogServer implements AutoCloseable {
  static final String TOKEN = "the-auditors-token";

  /** A request that arrived. */
  record Asked(String path, Optional<String> authorization) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** How often a path is answered with 503 before it is answered. */
  final Map<String, AtomicInteger> busy = new ConcurrentHashMap<>();

  /** Statuses given instead of the file. */
  final Map<String, Integer> statuses = new ConcurrentHashMap<>();

  private final SampleLog log;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  LogServer(SampleLog log) throws IOException {
    this.log = log;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/log/v1/", this::answer);
    server.start();
  }

  String prefix() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/log/v1";
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/log/v1/".length());
      Optional<String> authorization =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
      asked.add(new Asked(path, authorization));
      Optional<byte[]> file = log.read(path, Integer.MAX_VALUE);
      Integer status = statuses.get(path);
      AtomicInteger refusals = busy.getOrDefault(path, new AtomicInteger());
      if (status != null) {
        exchange.getResponseHeaders().set("Location", prefix() + "/checkpoint");
        exchange.sendResponseHeaders(status, -1);
      } else if (refusals.getAndDecrement() > 0) {
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(503, -1);
      } else if (path.startsWith("tile/entries/")
          && !authorization.equals(Optional.of("Bearer " + TOKEN))) {
        exchange.sendResponseHeaders(401, -1);
      } else if (file.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] bytes = file.get();
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    threads.close();
  }
}
