package jp.linkage.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker with its KRaft controller in this JVM, that can be stopped and started again
 * on the same ports and data.
 *
 * <p>One node, plain text, on the loopback interface: for tests and the local run, not for
 * production. Topics are not created by use, as in production; replication factors are one.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int START_ATTEMPTS = 3;

  static {
    keepTheJvm();
  }

  /** On a fault a broker would halt the JVM, and with it every test in it. */
  static void keepTheJvm() {
    Exit.setExitProcedure(EmbeddedKafka::refuseToExit);
    Exit.setHaltProcedure(EmbeddedKafka::refuseToExit);
  }

  private final Path folder;
  private final boolean throwaway;
  private final Map<String, String> settings = new TreeMap<>();
  private int brokerPort;
  private int controllerPort;
  private @Nullable KafkaRaftServer running;

  private EmbeddedKafka(Path folder, int brokerPort, int controllerPort, boolean throwaway) {
    this.folder = folder;
    this.brokerPort = brokerPort;
    this.controllerPort = controllerPort;
    this.throwaway = throwaway;
  }

  /**
   * A broker on random free ports whose data are removed by {@link #close()}, or when the JVM ends.
   */
  public static EmbeddedKafka throwaway() {
    var kafka = new EmbeddedKafka(Folders.temporary("linkage-kafka-"), 0, 0, true);
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "stop-embedded-kafka"));
    return kafka;
  }

  /**
   * A broker whose data stay in a folder from run to run. The caller closes it, after whatever uses
   * it.
   *
   * @param folder made when missing; belongs to this broker alone
   * @param brokerPort the TCP port of the clients, or 0 for a random free one
   * @param controllerPort the TCP port of the controller, or 0 for a random free one; the data
   *     remember it, so that kept data want the same port again
   */
  public static EmbeddedKafka keptIn(Path folder, int brokerPort, int controllerPort) {
    return new EmbeddedKafka(folder, brokerPort, controllerPort, false);
  }

  /**
   * Sets a property of the broker, for instance {@code message.max.bytes}, from the next start on.
   *
   * @return this broker
   */
  public synchronized EmbeddedKafka with(String property, String value) {
    settings.put(property, value);
    return this;
  }

  /**
   * Starts the broker, after formatting its folder on the first start, and returns when it accepts
   * clients. Does nothing when it runs already.
   *
   * @throws IllegalStateException when it did not start in three attempts
   */
  public synchronized void start() {
    if (running != null) {
      return;
    }
    RuntimeException failure = new IllegalStateException("Kafka did not start in " + folder);
    for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
      try {
        startOnce();
        return;
      } catch (RuntimeException | RefusedExit e) {
        // Another process may take a free port before the broker does.
        failure.addSuppressed(e);
      }
    }
    throw failure;
  }

  /** Stops the broker; data and ports stay for the next {@link #start()}. */
  public synchronized void stop() {
    KafkaRaftServer server = running;
    if (server == null) {
      return;
    }
    running = null;
    server.shutdown();
    server.awaitShutdown();
  }

  /** Whether {@link #start()} succeeded, and {@link #stop()} was not called after it. */
  public synchronized boolean isRunning() {
    return running != null;
  }

  /**
   * What clients take as {@code bootstrap.servers}; the same over all starts of this object.
   *
   * @throws IllegalStateException when the broker chooses its port itself and has never been
   *     started
   */
  public synchronized String bootstrapServers() {
    if (brokerPort == 0) {
      throw new IllegalStateException("the port is known after the first start");
    }
    return "localhost:" + brokerPort;
  }

  /** Stops the broker and, when it is a throwaway one, removes its data. */
  @Override
  public synchronized void close() {
    stop();
    if (throwaway && Files.exists(folder)) {
      Folders.remove(folder);
    }
  }

  private void startOnce() {
    int clients = brokerPort != 0 ? brokerPort : freePort();
    int controller = controllerPort != 0 ? controllerPort : freePort();
    Properties properties = properties(clients, controller);
    boolean formatted = Files.exists(dataFolder().resolve("meta.properties"));
    if (!formatted) {
      format(properties);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException | RefusedExit e) {
      stopAfter(e, server);
      if (!formatted) {
        // The format wrote the controller's port into the data; the next attempt takes another one.
        Folders.remove(dataFolder());
      }
      throw e;
    }
    running = server;
    brokerPort = clients;
    controllerPort = controller;
  }

  private static void stopAfter(Throwable failure, KafkaRaftServer server) {
    try {
      server.shutdown();
      server.awaitShutdown();
    } catch (RuntimeException | RefusedExit e) {
      failure.addSuppressed(e);
    }
  }

  private Path dataFolder() {
    return folder.resolve("data");
  }

  private Properties properties(int clients, int controller) {
    String listeners =
        "CLIENTS://localhost:%d,CONTROLLER://localhost:%d".formatted(clients, controller);
    var properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "log.dirs", dataFolder().toString(),
            "controller.quorum.bootstrap.servers", "localhost:" + controller,
            "listeners", listeners,
            "advertised.listeners", listeners,
            "listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "CLIENTS",
            "controller.listener.names", "CONTROLLER"));
    properties.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "group.initial.rebalance.delay.ms", "0"));
    properties.putAll(settings);
    return properties;
  }

  private void format(Properties properties) {
    Path file = folder.resolve("broker.properties");
    try {
      Files.createDirectories(folder);
      try (var out = Files.newBufferedWriter(file)) {
        properties.store(out, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var said = new ByteArrayOutputStream();
    int code;
    try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      String[] command = {
        "format", "-t", Uuid.randomUuid().toString(), "--standalone", "-c", file.toString()
      };
      code = StorageTool.execute(command, out);
    }
    if (code != 0) {
      throw new IllegalStateException(
          "kafka-storage format ended with " + code + ": " + said.toString(StandardCharsets.UTF_8));
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseToExit(int code, @Nullable String message) {
    throw new RefusedExit("the broker wanted to end the JVM with " + code + ": " + message);
  }

  /** Not an exception, as the broker catches those and goes on. */
  private static final class RefusedExit extends Error {
    private static final long serialVersionUID = 1L;

    RefusedExit(String message) {
      super(message);
    }
  }
}
