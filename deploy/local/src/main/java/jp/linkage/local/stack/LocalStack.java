package jp.linkage.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import jp.linkage.local.ceremony.KeyCeremony;
import jp.linkage.local.ceremony.StaffIssuer;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * A complete local run: database server, broker, keys and manifest, and the services as processes.
 *
 * <p>Everything lives below one data folder of mode 0700; {@link #close()} stops what was started
 * and, for a throwaway run, removes the folder.
 */
public final class LocalStack implements AutoCloseable {
  private final Path home;
  private final Path data;
  private final boolean throwaway;
  private final Ports ports;
  private final Consumer<String> progress;
  private final EmbeddedPostgresServer postgres;
  private final EmbeddedKafka kafka;
  private final Map<String, ServiceProcess> processes = new LinkedHashMap<>();
  private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
  private static final Duration TRAINED_STOP_LIMIT = Duration.ofMinutes(10);

  private final Map<String, String> overrides = new LinkedHashMap<>();
  private final Map<String, URI> advertised = new HashMap<>();
  private @Nullable Path recordings;
  private @Nullable Path training;
  private @Nullable LocalWitness witness;
  private boolean closed;

  private LocalStack(
      Path home, Path data, boolean throwaway, Ports ports, Consumer<String> progress) {
    this.home = home;
    this.data = data;
    this.throwaway = throwaway;
    this.ports = ports;
    this.progress = progress;
    this.postgres = EmbeddedPostgresServer.keptIn(data.resolve("postgres"), ports.postgres());
    this.kafka =
        EmbeddedKafka.keptIn(data.resolve("kafka"), ports.kafka(), ports.kafkaController());
  }

  /**
   * A run whose data stay.
   *
   * @param home the project's root folder, with the packaged services
   * @param data its folder
   * @param ports the same at every start, as the manifest names them
   * @param progress told what happens, a line each
   */
  public static LocalStack keptIn(Path home, Path data, Ports ports, Consumer<String> progress) {
    return new LocalStack(home, data, false, ports, progress);
  }

  /**
   * A run on free ports in a temporary folder, which {@link #close()} removes; so does the end of
   * this program, also when it is told to end early.
   */
  public static LocalStack throwaway(Path home, Consumer<String> progress) {
    try {
      Path data = Files.createTempDirectory("linkage-");
      var stack = new LocalStack(home, data, true, Ports.free(), progress);
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-local-run"));
      return stack;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sets a property of every service, for instance a quota that a load run exceeds. */
  public LocalStack with(String property, String value) {
    overrides.put(property, value);
    return this;
  }

  /**
   * Lets the others reach a service at another address, for instance at a proxy before it. Only
   * before the first start, as the manifest names the address.
   */
  public LocalStack advertise(String process, URI address) {
    advertised.put(process, address);
    return this;
  }

  /**
   * Lets the JDK's flight recorder sample every service from its start to its end.
   *
   * @param folder where the recordings go, {@code NAME.jfr} each
   */
  public LocalStack record(Path folder) {
    recordings = folder;
    return this;
  }

  /**
   * Lets the JVM of every service write down what it learnt when it ends, which takes minutes.
   *
   * @param folder where it goes, for {@link TrainedJvms#keep}
   */
  public LocalStack train(Path folder) {
    training = folder;
    return this;
  }

  /** Starts everything and returns when every service is ready. */
  public void start() {
    PrivateFolders.create(data);
    PrivateFolders.create(temporary());
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      progress.accept("PostgreSQL and Kafka start");
      Future<?> database = executor.submit(postgres::start);
      Future<?> broker = executor.submit(kafka::start);
      Future<?> keys = executor.submit(this::prepareKeys);
      await(database);
      await(broker);
      await(keys);
    }
    for (String process : Processes.ALL) {
      postgres.createDatabase(database(process));
    }
    AuditTopics.create(kafka.bootstrapServers());
    witness = LocalWitness.start(data);
    progress.accept("the services start");
    for (String process : Processes.ALL) {
      processes.put(process, service(process, process, ports.port(process), ports.url(process)));
    }
    processes.values().forEach(ServiceProcess::start);
    processes.values().forEach(ServiceProcess::awaitReady);
  }

  /** A service of this run. */
  public ServiceProcess process(String name) {
    ServiceProcess process = processes.get(name);
    if (process == null) {
      throw new IllegalArgumentException("no process is called " + name);
    }
    return process;
  }

  /** The services of this run, in the order of their start. */
  public List<ServiceProcess> processes() {
    return List.copyOf(processes.values());
  }

  /**
   * A second process of a service of this run, on the same database and with the same keys, as a
   * deployment runs several. The caller starts it; {@link #close()} stops it too.
   *
   * @param process which service
   * @param name of the replica, for its folder
   * @param port of the replica
   */
  public ServiceProcess replica(String process, String name, int port) {
    ServiceProcess replica = service(process, name, port, "http://localhost:" + port);
    processes.put(name, replica);
    return replica;
  }

  private ServiceProcess service(String process, String name, int port, String url) {
    Path jar = jar(home, process);
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          Processes.module(process) + " is not packaged: expected " + home.relativize(jar));
    }
    var flags = new ArrayList<>(jvmFlags(name));
    Path folder = training;
    flags.addAll(
        folder == null
            ? TrainedJvms.of(home).flags(process, jar)
            : TrainedJvms.trainingFlags(name, folder));
    return new ServiceProcess(
        name,
        jar,
        configure(process, name, port),
        url,
        flags,
        folder == null ? STOP_LIMIT : TRAINED_STOP_LIMIT);
  }

  /** The database server, to look into or to stop. */
  public EmbeddedPostgresServer postgres() {
    return postgres;
  }

  /** The broker, to look into or to stop. */
  public EmbeddedKafka kafka() {
    return kafka;
  }

  /**
   * The witness, to stop and to start again.
   *
   * @throws IllegalStateException before the start
   */
  public LocalWitness witness() {
    LocalWitness running = witness;
    if (running == null) {
      throw new IllegalStateException("the witness does not run");
    }
    return running;
  }

  /** The ports of this run. */
  public Ports ports() {
    return ports;
  }

  /** The folder of this run. */
  public Path data() {
    return data;
  }

  /** Issues tokens for the staff of the agencies of this run. */
  public StaffIssuer staffIssuer() {
    return StaffIssuer.open(data.resolve("keys").resolve("identity-provider"));
  }

  /** The name of a process's database. */
  public static String database(String process) {
    return process.replace('-', '_');
  }

  private void prepareKeys() {
    Path keys = data.resolve("keys");
    if (!Files.exists(keys.resolve("manifest.json"))) {
      progress.accept("keys and manifest are made");
      KeyCeremony.perform(keys, endpoints());
    }
  }

  private Map<String, URI> endpoints() {
    var endpoints = new HashMap<String, URI>();
    Processes.ALL.forEach(name -> endpoints.put(name, URI.create(ports.url(name))));
    // The resident registry only asks; nobody calls it.
    endpoints.put(Processes.AOBA_RESIDENTS, URI.create("http://localhost:1"));
    endpoints.putAll(advertised);
    return endpoints;
  }

  // Writes the configuration of a process into its folder, and gives the folder.
  private Path configure(String process, String name, int port) {
    Path folder = data.resolve("services").resolve(name);
    Path config = folder.resolve("config");
    PrivateFolders.create(config);
    var properties = new Properties();
    properties.putAll(
        ServiceConfiguration.of(
            process,
            port,
            data.resolve("keys"),
            postgres.jdbcUrl(database(process)),
            kafka.bootstrapServers(),
            ports.url(Processes.AUDIT) + "/log/v1/"));
    if (process.equals(Processes.AUDIT)) {
      properties.put("linkage.audit.witness.policy", LocalWitness.policyFile(data).toString());
    }
    properties.putAll(overrides);
    try (var out = Files.newOutputStream(config.resolve("application.properties"))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** The packaged service of a process. */
  static Path jar(Path home, String process) {
    String module = Processes.module(process);
    return home.resolve(module).resolve("target").resolve(module + "-runner.jar");
  }

  /** Where the services may leave files when they are killed. */
  private Path temporary() {
    return data.resolve("tmp");
  }

  /** What its place and its size need, beside the flags of every service. */
  List<String> jvmFlags(String name) {
    var flags = new ArrayList<String>();
    flags.add("-Xmx256m");
    flags.add("-Djava.io.tmpdir=" + temporary());
    // The leanest collector for a small heap: G1's threads and barriers cost more than its short
    // pauses gain.
    flags.add("-XX:+UseSerialGC");
    flags.add("-XX:+UseCompactObjectHeaders");
    // A service that answers some tens of requests a second would reach the best code after ten
    // minutes only.
    flags.add("-XX:Tier4InvocationThreshold=1000");
    flags.add("-XX:Tier4MinInvocationThreshold=150");
    flags.add("-XX:Tier4CompileThreshold=3000");
    flags.add("-XX:Tier4BackEdgeThreshold=10000");
    if (System.getProperty("os.name", "").equals("Linux")) {
      flags.add("-XX:+UseTransparentHugePages");
    }
    Path folder = recordings;
    if (folder != null) {
      flags.add(
          "-XX:StartFlightRecording=settings=profile,filename=" + folder.resolve(name + ".jfr"));
    }
    return flags;
  }

  private static void await(Future<?> step) {
    try {
      step.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the local run did not start", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Stops the services, the broker and the database server, in this order. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      processes.values().forEach(process -> executor.execute(process::stop));
    }
    LocalWitness running = witness;
    if (running != null) {
      running.close();
    }
    kafka.close();
    postgres.close();
    if (throwaway) {
      PrivateFolders.remove(data);
    }
  }
}
