package jp.linkage.audit.append;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** The wire between a client and the broker. Questions always pass; a test decides of answers. */
final class Wire implements AutoCloseable {
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean cutAtTheNextAnswer = new AtomicBoolean();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile int brokerPort;
  private volatile Duration delay = Duration.ZERO;
  private volatile boolean silent;

  Wire() {
    try {
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void leadTo(int port) {
    brokerPort = port;
  }

  /** Answers arrive so much later. */
  void delay(Duration time) {
    delay = time;
  }

  /** No answer arrives any more. */
  void silence() {
    silent = true;
  }

  /** The next answer does not arrive, and its connection ends. */
  void cutAtTheNextAnswer() {
    cutAtTheNextAnswer.set(true);
  }

  /** Whether that has happened. */
  boolean wasCut() {
    return !cutAtTheNextAnswer.get();
  }

  /** As new; connections of before end. */
  void repair() {
    delay = Duration.ZERO;
    silent = false;
    open.forEach(Wire::close);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
        client.setTcpNoDelay(true);
        broker.setTcpNoDelay(true);
        open.add(client);
        open.add(broker);
        threads.execute(() -> pump(client, broker, false));
        threads.execute(() -> pump(broker, client, true));
      } catch (IOException _) {
        // the broker is away, or the test is over
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      byte[] octets = new byte[64 * 1024];
      for (int read = in.read(octets); read >= 0; read = in.read(octets)) {
        if (answers) {
          if (cutAtTheNextAnswer.compareAndSet(true, false)) {
            return;
          }
          Thread.sleep(delay);
        }
        if (!answers || !silent) {
          out.write(octets, 0, read);
          out.flush();
        }
      }
    } catch (IOException _) {
      // the other end is closed
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // then it is
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    repair();
    threads.shutdownNow();
    threads.close();
  }
}
