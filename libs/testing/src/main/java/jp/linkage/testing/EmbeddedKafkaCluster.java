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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/**
 * Three real Kafka brokers and their controller in this JVM, of which each broker can be stopped
 * and started again. A broker that is stopped hands nothing over first: the others notice its end
 * as they notice a crash, by its silence.
 */
public final class EmbeddedKafkaCluster implements AutoCloseable {
  private static final int CONTROLLER = 100;
  private static final List<Integer> BROKERS = List.of(1, 2, 3);

  /** How long a broker may be silent until another one leads in its place. */
  private static final int SILENCE_MILLIS = 2000;

  private final Path folder = Folders.temporary("linkage-kafka-cluster-");
  private final String cluster = Uuid.randomUuid().toString();
  private final SortedMap<Integer, Integer> ports = new TreeMap<>();
  private final SortedMap<Integer, KafkaRaftServer> running = new TreeMap<>();

  /** A cluster on free ports, whose data {@link #close()} removes. */
  public EmbeddedKafkaCluster() {
    for (int port : freePorts(BROKERS.size() + 1)) {
      ports.put(ports.isEmpty() ? CONTROLLER : ports.size(), port);
    }
    EmbeddedKafka.keepTheJvm();
  }

  /** Starts the controller and all brokers. */
  public synchronized void start() {
    start(CONTROLLER);
    BROKERS.forEach(this::start);
  }

  /** The numbers of the brokers. */
  public static List<Integer> brokers() {
    return BROKERS;
  }

  /** Starts a broker, unless it runs. */
  public synchronized void start(int node) {
    if (running.containsKey(node)) {
      return;
    }
    Properties properties = properties(node);
    if (!Files.exists(data(node).resolve("meta.properties"))) {
      format(node, properties);
    }
    var server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
    server.startup();
    running.put(node, server);
  }

  /** Stops a broker, if it runs; its data stay. */
  public synchronized void stop(int node) {
    KafkaRaftServer server = running.remove(node);
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
    }
  }

  /** All brokers, for clients. */
  public synchronized String bootstrapServers() {
    return BROKERS.stream()
        .map(broker -> "localhost:" + ports.get(broker))
        .collect(Collectors.joining(","));
  }

  @Override
  public synchronized void close() {
    BROKERS.forEach(this::stop);
    stop(CONTROLLER);
    Folders.remove(folder);
  }

  private Path data(int node) {
    return folder.resolve("data-" + node);
  }

  private Properties properties(int node) {
    boolean controls = node == CONTROLLER;
    String listener =
        (controls ? "CONTROLLER" : "CLIENTS") + "://localhost:" + ports.getOrDefault(node, 0);
    var properties = new Properties();
    properties.putAll(
        Map.of(
            "process.roles",
            controls ? "controller" : "broker",
            "node.id",
            String.valueOf(node),
            "log.dirs",
            data(node).toString(),
            "controller.quorum.bootstrap.servers",
            "localhost:" + ports.getOrDefault(CONTROLLER, 0),
            "listeners",
            listener,
            "advertised.listeners",
            listener,
            "listener.security.protocol.map",
            "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names",
            "CONTROLLER"));
    if (!controls) {
      properties.put("inter.broker.listener.name", "CLIENTS");
    }
    properties.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "controlled.shutdown.enable", "false",
            "broker.session.timeout.ms", String.valueOf(SILENCE_MILLIS),
            "broker.heartbeat.interval.ms", "200",
            "replica.lag.time.max.ms", "2000",
            "offsets.topic.replication.factor", "1",
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1"));
    return properties;
  }

  private void format(int node, Properties properties) {
    Path file = folder.resolve("node-" + node + ".properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> command = new ArrayList<>(List.of("format", "-t", cluster, "-c", file.toString()));
    if (node == CONTROLLER) {
      command.add("--standalone");
    }
    var said = new ByteArrayOutputStream();
    try (var out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      int code = StorageTool.execute(command.toArray(String[]::new), out);
      if (code != 0) {
        throw new IllegalStateException(
            "kafka-storage format ended with "
                + code
                + ": "
                + said.toString(StandardCharsets.UTF_8));
      }
    }
  }

  // All at once, so that they differ.
  private static List<Integer> freePorts(int count) {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      List<Integer> free = sockets.stream().map(ServerSocket::getLocalPort).toList();
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      return free;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
