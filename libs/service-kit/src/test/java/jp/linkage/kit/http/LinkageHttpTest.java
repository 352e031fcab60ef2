package jp.linkage.kit.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import jp.linkage.protocol.problem.Problem;
import jp.linkage.protocol.problem.ProblemType;
import jp.linkage.protocol.problem.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What the client makes of every way in which a party may answer, on real sockets. */
class LinkageHttpTest {
  private static final byte[] MESSAGE = "{\"a\":\"青葉\"}".getBytes(UTF_8);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LONGEST = 1_000;

  private final LinkageHttp http = LinkageHttp.standalone(Duration.ofSeconds(5));
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
  private ServerSocket server = bound();

  private static ServerSocket bound() {
    try {
      return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterEach
  void close() throws IOException {
    http.close();
    server.close();
  }

  @Test
  void post_answered_givesTheBody() {
    serve(answer(200, "application/json", "", "{\"b\":1}"));

    Reply reply = post();

    assertArrayEquals(
        "{\"b\":1}".getBytes(UTF_8), assertInstanceOf(Reply.Done.class, reply).body().toArray());
    assertArrayEquals(MESSAGE, received.element());
  }

  @RepeatedTest(100)
  void post_problem_givesItWithTheWait() {
    Problem problem = new Problem(ProblemType.AUDIT_UNAVAILABLE, Stage.AUDIT, "later", "/x", "t");
    serve(
        answer(
            503,
            "application/problem+json; charset=utf-8",
            "Retry-After: 7\r\n",
            new String(problem.toJson(), UTF_8)));

    Reply.Failed failed = assertInstanceOf(Reply.Failed.class, post());

    assertEquals(problem, failed.problem());
    assertEquals(Optional.of(Duration.ofSeconds(7)), failed.retryAfter());
  }

  @Test
  void post_statusWithoutProblem_isNoReply() {
    serve(answer(502, "text/html", "", "<p>no</p>"));

    assertEquals(new Reply.NoReply(true, "status 502 without a problem document"), post());
  }

  @Test
  void post_connectionThatClosed_isSentOnceMore() {
    serve(json("1"), "", json("2"));

    assertInstanceOf(Reply.Done.class, post());
    Reply.Done second = assertInstanceOf(Reply.Done.class, post());

    assertArrayEquals("2".getBytes(US_ASCII), second.body().toArray());
    assertEquals(3, received.size());
  }

  @Test
  void post_closedTwice_isNoReplyThatMayHaveArrived() {
    serve("", "");

    assertEquals(new Reply.NoReply(true, "the connection was closed"), post());
    assertEquals(2, received.size());
  }

  @Test
  void post_longerAnswerThanWanted_isNoReply() {
    serve(json("1".repeat(LONGEST + 1)));

    assertEquals(new Reply.NoReply(true, "the answer is too long"), post());
  }

  @Test
  void post_answerAsLongAsWanted_isRead() {
    serve(json("1".repeat(LONGEST)));

    assertEquals(LONGEST, assertInstanceOf(Reply.Done.class, post()).body().toArray().length);
  }

  @Test
  void post_redirect_isNotFollowed() {
    serve(answer(307, "text/plain", "Location: /elsewhere\r\n", ""));

    assertEquals(new Reply.NoReply(true, "status 307 without a problem document"), post());
    assertEquals(1, received.size());
  }

  @Test
  void post_answerThatStops_endsInTimeAndIsNotSentAgain() {
    serve("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n1");

    assertEquals(
        new Reply.NoReply(true, "no answer in time"),
        http.post(target(), MESSAGE, Duration.ofMillis(500), LONGEST));
    assertEquals(1, received.size());
  }

  @Test
  void post_nobodyThere_isNoReplyThatNeverArrived() throws IOException {
    URI target = target();
    server.close();

    assertEquals(
        new Reply.NoReply(false, "no connection"), http.post(target, MESSAGE, PATIENCE, LONGEST));
    server = bound();
    assertTrue(received.isEmpty());
  }

  private Reply post() {
    return http.post(target(), MESSAGE, PATIENCE, LONGEST);
  }

  private URI target() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/linkage/v1/x");
  }

  /**
   * Accepts connections, and gives one answer after the other to whatever is asked on them; an
   * empty answer closes the connection.
   */
  private void serve(String... all) {
    var answers = new LinkedBlockingQueue<>(List.of(all));
    inBackground(() -> {
      while (!server.isClosed()) {
        Socket connection = server.accept();
        inBackground(() -> serve(connection, answers));
      }
    });
  }

  private void serve(Socket connection, Queue<String> answers) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    while (true) {
      received.add(request(in));
      String answer = answers.remove();
      if (answer.isEmpty()) {
        connection.close();
        return;
      }
      connection.getOutputStream().write(answer.getBytes(UTF_8));
    }
  }

  @FunctionalInterface
  private interface Conversation {
    void hold() throws IOException;
  }

  private static void inBackground(Conversation conversation) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            conversation.hold();
          } catch (IOException _) {
            // the test has ended
          }
        });
  }

  /** Reads a request's head, which must be HTTP/1.1, and gives its body. */
  private static byte[] request(InputStream in) throws IOException {
    int length = -1;
    assertEquals("POST /linkage/v1/x HTTP/1.1", line(in));
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring("content-length:".length()).strip());
      }
    }
    return in.readNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String json(String body) {
    return answer(200, "application/json", "", body);
  }

  private static String answer(int status, String type, String headers, String body) {
    return "HTTP/1.1 %d X\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(status, type, body.getBytes(UTF_8).length, headers, body);
  }
}
