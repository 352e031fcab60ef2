package jp.linkage.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jp.linkage.local.ceremony.StaffIssuer;
import jp.linkage.local.demo.LoadPeople;
import jp.linkage.local.demo.Offices;
import jp.linkage.local.people.DemoPeople;
import jp.linkage.local.registrar.ResidentRegistry;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.Ports;
import jp.linkage.local.stack.PrivateFolders;

/**
 * The run of {@code ./linkage up}: a JVM in the background that holds PostgreSQL, Kafka and the
 * services until {@code ./linkage down}.
 */
final class DetachedRun {
  private static final Duration START_LIMIT = Duration.ofMinutes(6);
  private static final long STOP_SECONDS = 60;

  private final Path home;
  private final Path data;
  private final int portOffset;

  /**
   * The run whose data are in this folder.
   *
   * @param portOffset added to the well-known ports of a run that is started for the first time;
   *     afterwards its manifest names them
   */
  DetachedRun(Path home, Path data, int portOffset) {
    this.home = home;
    this.data = data;
    this.portOffset = portOffset;
  }

  /** Starts the background JVM and returns when all services are ready. */
  void start() throws IOException, InterruptedException {
    if (running().isPresent()) {
      System.out.println("Linkage is up already; ./linkage down stops it.");
      return;
    }
    PrivateFolders.create(data);
    Ports ports = ports();
    Files.deleteIfExists(readyFile());
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Xmx768m",
            "-Dlinkage.home=" + home,
            "-Dlinkage.data=" + data,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve"));
    Process serve =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(logFile().toFile())
            .start();
    Files.writeString(pidFile(), String.valueOf(serve.pid()));
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    int shown = 0;
    while (!Files.exists(readyFile())) {
      shown = showProgress(shown);
      if (!serve.isAlive() || System.nanoTime() > limit) {
        serve.destroy();
        throw new IllegalStateException("Linkage did not start; its output: " + logFile());
      }
      Thread.sleep(200);
    }
    showProgress(shown);
    System.out.println(new Guide(data, ports).text());
  }

  private int showProgress(int shown) throws IOException {
    List<String> steps =
        Files.readAllLines(logFile()).stream().filter(line -> line.startsWith("· ")).toList();
    steps.stream().skip(shown).forEach(System.out::println);
    return steps.size();
  }

  /** Stops the background JVM, which stops what it started. */
  void stop() throws IOException, InterruptedException {
    Optional<ProcessHandle> running = running();
    if (running.isEmpty()) {
      System.out.println("Linkage is not up.");
      return;
    }
    running.get().destroy();
    try {
      running.get().onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IllegalStateException("process " + running.get().pid() + " does not end", e);
    }
    Files.deleteIfExists(pidFile());
    Files.deleteIfExists(readyFile());
    System.out.println("Linkage is down; its data stay in " + data);
  }

  /** Runs in the background JVM until it is told to end. */
  void serve() throws IOException, InterruptedException {
    LocalStack stack = LocalStack.keptIn(home, data, ports(), DetachedRun::step);
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop-linkage"));
    stack.start();
    if (!Files.exists(loadedFile())) {
      loadPeople(stack);
      Files.createFile(loadedFile());
    }
    Files.createFile(readyFile());
    Thread.currentThread().join();
  }

  /**
   * Who may ask the services of the run.
   *
   * @throws IllegalStateException when it is not up
   */
  Offices offices() {
    try {
      if (!Files.exists(readyFile()) || running().isEmpty()) {
        throw new IllegalStateException("Linkage is not up; ./linkage up starts it");
      }
      return new Offices(
          ports(), StaffIssuer.open(data.resolve("keys").resolve("identity-provider")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // So that somebody who tries the services has people to ask about.
  private void loadPeople(LocalStack stack) throws IOException {
    DemoPeople people = DemoPeople.make();
    try (ResidentRegistry registry = ResidentRegistry.of(stack)) {
      new LoadPeople(new Offices(stack), registry, DetachedRun::step).load(people.residents());
    }
    new Guide(data, stack.ports()).writeExamples(people);
  }

  private static void step(String step) {
    System.out.println("· " + step);
  }

  private Ports ports() throws IOException {
    Path file = data.resolve("port-offset");
    if (!Files.exists(file)) {
      Files.writeString(file, String.valueOf(portOffset));
    }
    return Ports.wellKnown(Integer.parseInt(Files.readString(file).strip()));
  }

  private Optional<ProcessHandle> running() throws IOException {
    if (!Files.exists(pidFile())) {
      return Optional.empty();
    }
    long pid = Long.parseLong(Files.readString(pidFile()).strip());
    // After a restart of the machine the number may be another program's.
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            handle -> handle.info().commandLine().map(line -> line.contains("serve")).orElse(true));
  }

  private Path pidFile() {
    return data.resolve("serve.pid");
  }

  private Path readyFile() {
    return data.resolve("ready");
  }

  private Path loadedFile() {
    return data.resolve("people-loaded");
  }

  private Path logFile() {
    return data.resolve("serve.log");
  }
}
