package jp.linkage.kit.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages of the protocol: JSON over HTTP/1.1 with kept connections, one answer each.
 *
 * <p>Every message of the protocol may be sent twice, as an exchange id is bound to its request
 * (protocol §5 rule 3); so when a kept connection turns out to be closed the message is sent once
 * more on a new one. Nothing else is repeated here: a caller that gets a 503 decides itself.
 *
 * <p>Blocks; safe for use by several threads.
 */
public final class LinkageHttp implements AutoCloseable {
  /** More callers than this at one party wait for each other. */
  private static final int CONNECTIONS_PER_PARTY = 256;

  private static final String JSON = "application/json";
  private static final String NO_CONNECTION = "no connection";
  private static final String NOT_IN_TIME = "no answer in time";
  private static final String CLOSED_CONNECTION = "the connection was closed";

  private final HttpClient client;
  private final Runnable onClose;

  private LinkageHttp(HttpClient client, Runnable onClose) {
    this.client = client;
    this.onClose = onClose;
  }

  /**
   * A client on the event loops of the service.
   *
   * @param connectTimeout the longest wait for a connection
   * @param tls sets the own certificate and the trusted authorities; empty for no TLS, which is for
   *     the local run and tests
   */
  public static LinkageHttp of(
      Vertx vertx, Duration connectTimeout, Optional<Consumer<HttpClientOptions>> tls) {
    return new LinkageHttp(client(vertx, connectTimeout, tls), () -> {});
  }

  /**
   * A client without TLS for a program that is no Quarkus service; it has event loops of its own,
   * which do not keep the program from ending.
   *
   * @param connectTimeout the longest wait for a connection
   */
  public static LinkageHttp standalone(Duration connectTimeout) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setUseDaemonThread(true));
    return new LinkageHttp(
        client(vertx, connectTimeout, Optional.empty()),
        () -> vertx.close().toCompletionStage().toCompletableFuture().join());
  }

  private static HttpClient client(
      Vertx vertx, Duration connectTimeout, Optional<Consumer<HttpClientOptions>> tls) {
    var options = new HttpClientOptions();
    options.setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
    tls.ifPresent(set -> {
      options.setSsl(true);
      set.accept(options);
    });
    return vertx.createHttpClient(
        options, new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_PARTY));
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
    long deadline = System.nanoTime() + timeout.toNanos();
    Reply first = send(target, json, deadline, maxResponseBytes);
    boolean closedConnection =
        first instanceof Reply.NoReply no && no.reason().equals(CLOSED_CONNECTION);
    // A kept connection that the other side has closed fails at once
    boolean atOnce = deadline - System.nanoTime() > timeout.toNanos() / 4 * 3;
    if (!closedConnection || !atOnce) {
      return first;
    }
    // Whatever becomes of the second, the first may have arrived
    Reply second = send(target, json, deadline, maxResponseBytes);
    return second instanceof Reply.NoReply no ? new Reply.NoReply(true, no.reason()) : second;
  }

  private Reply send(URI target, byte[] json, long deadline, int maxResponseBytes) {
    var attempt = new Attempt(json, maxResponseBytes);
    // On the event loop from the connection to the answer: the caller's thread wakes once
    Future<Reply> reply = client.request(options(target)).transform(attempt::send);
    try {
      return await(reply, deadline);
    } catch (TimeoutException _) {
      return attempt.giveUp()
          ? new Reply.NoReply(true, NOT_IN_TIME)
          : new Reply.NoReply(false, NO_CONNECTION);
    } catch (ExecutionException e) {
      // Its text may quote what was received
      return new Reply.NoReply(
          true, e.getCause() instanceof TooLong ? "the answer is too long" : CLOSED_CONNECTION);
    } catch (InterruptedException _) {
      return interrupted(attempt.giveUp());
    }
  }

  /** One message on its way, which its sender may stop waiting for. */
  private static final class Attempt {
    private final byte[] json;
    private final int maxResponseBytes;
    private @Nullable HttpClientRequest sent;
    private boolean givenUp;

    Attempt(byte[] json, int maxResponseBytes) {
      this.json = json;
      this.maxResponseBytes = maxResponseBytes;
    }

    Future<Reply> send(AsyncResult<HttpClientRequest> connected) {
      if (connected.failed()) {
        return Future.succeededFuture(new Reply.NoReply(false, NO_CONNECTION));
      }
      HttpClientRequest request = connected.result();
      if (!begin(request)) {
        request.reset();
        return Future.succeededFuture(new Reply.NoReply(false, NO_CONNECTION));
      }
      // Who reads the answer stands ready before anything is sent: what arrives earlier is lost
      Future<Reply> reply =
          request
              .response()
              .compose(
                  response -> body(response, maxResponseBytes).map(body -> read(response, body)));
      request.end(Buffer.buffer(json));
      return reply;
    }

    private synchronized boolean begin(HttpClientRequest request) {
      if (givenUp) {
        return false;
      }
      sent = request;
      return true;
    }

    /** Returns whether the message was sent. */
    boolean giveUp() {
      Optional<HttpClientRequest> underWay = end();
      underWay.ifPresent(HttpClientRequest::reset);
      return underWay.isPresent();
    }

    private synchronized Optional<HttpClientRequest> end() {
      givenUp = true;
      return Optional.ofNullable(sent);
    }
  }

  private static Reply interrupted(boolean delivered) {
    Thread.currentThread().interrupt();
    return new Reply.NoReply(delivered, "interrupted");
  }

  private static RequestOptions options(URI target) {
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setAbsoluteURI(target.toString())
        .putHeader(HttpHeaderNames.CONTENT_TYPE, JSON)
        .putHeader(HttpHeaderNames.ACCEPT, JSON + ", " + Problem.MEDIA_TYPE);
  }

  private static <T> T await(Future<T> future, long deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** An answer that is longer than the caller wants. */
  private static final class TooLong extends Exception {
    private static final long serialVersionUID = 1;
  }

  private static Future<Buffer> body(HttpClientResponse response, int maxBytes) {
    Promise<Buffer> body = Promise.promise();
    Buffer received = Buffer.buffer();
    response
        .handler(part -> {
          if (received.length() + part.length() > maxBytes) {
            body.tryFail(new TooLong());
            response.request().reset();
          } else {
            received.appendBuffer(part);
          }
        })
        .endHandler(_ -> body.tryComplete(received))
        .exceptionHandler(body::tryFail);
    return body.future();
  }

  private static Reply read(HttpClientResponse response, Buffer body) {
    int status = response.statusCode();
    if (status == 200) {
      return new Reply.Done(Bytes.of(body.getBytes()));
    }
    if (hasType(response, Problem.MEDIA_TYPE)) {
      Optional<Problem> problem = Problem.parse(body.getBytes());
      if (problem.isPresent()) {
        return new Reply.Failed(problem.get(), retryAfter(response));
      }
    }
    return new Reply.NoReply(true, "status " + status + " without a problem document");
  }

  private static boolean hasType(HttpClientResponse response, String type) {
    String found = Optional.ofNullable(response.getHeader(HttpHeaderNames.CONTENT_TYPE)).orElse("");
    int parameters = found.indexOf(';');
    return (parameters < 0 ? found : found.substring(0, parameters)).strip().equalsIgnoreCase(type);
  }

  /** RFC 9110 §10.2.3, the form in seconds; no party of the protocol sends a date. */
  private static Optional<Duration> retryAfter(HttpClientResponse response) {
    return Optional.ofNullable(response.getHeader(HttpHeaderNames.RETRY_AFTER))
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  @Override
  public void close() {
    client.close().toCompletionStage().toCompletableFuture().join();
    onClose.run();
  }
}
