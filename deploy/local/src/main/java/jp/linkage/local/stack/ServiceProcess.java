package jp.linkage.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One packaged service as a process: its working folder holds {@code config/application.properties}
 * and {@code service.log}.
 */
public final class ServiceProcess {
  /** Flags of every service. */
  static final List<String> FLAGS =
      List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-native-access=ALL-UNNAMED");

  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  private final String name;
  private final Path jar;
  private final Path folder;
  private final String url;
  private final List<String> jvmFlags;
  private final Duration stopLimit;
  private @Nullable Process process;

  /**
   * A process that is not started.
   *
   * @param stopLimit after which it is ended when it does not end
   */
  ServiceProcess(
      String name, Path jar, Path folder, String url, List<String> jvmFlags, Duration stopLimit) {
    this.name = name;
    this.jar = jar;
    this.folder = folder;
    this.url = url;
    this.jvmFlags = List.copyOf(jvmFlags);
    this.stopLimit = stopLimit;
  }

  /** The process's name, for an agency its id. */
  public String name() {
    return name;
  }

  /** Where it answers, without a path. */
  public String url() {
    return url;
  }

  /** Where its output goes. */
  public Path log() {
    return folder.resolve("service.log");
  }

  /**
   * The operating system's number of the process.
   *
   * @throws IllegalStateException when it does not run
   */
  public synchronized long pid() {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException(name + " does not run");
    }
    return running.pid();
  }

  /** Starts the process and returns at once. */
  public synchronized void start() {
    if (process != null && process.isAlive()) {
      return;
    }
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(jvmFlags);
    command.add("-jar");
    command.add(jar.toString());
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " did not start", e);
    }
  }

  /**
   * Waits until the service says that it is ready.
   *
   * @throws IllegalStateException when it ended, or was not ready in 3 minutes, with the end of its
   *     log
   */
  public void awaitReady() {
    long limit = System.nanoTime() + READY_LIMIT.toNanos();
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(url + "/q/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      while (!ready(client, request)) {
        if (!isAlive()) {
          throw new IllegalStateException(name + " ended while it started:\n" + endOfLog());
        }
        if (System.nanoTime() > limit) {
          throw new IllegalStateException(name + " is not ready:\n" + endOfLog());
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
  }

  /** Whether the process runs. */
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Asks the process to end, and ends it when it does not. */
  public synchronized void stop() {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    running.destroy();
    awaitEnd(running);
  }

  /** Ends the process without warning, as {@code kill -9} does. */
  public synchronized void kill() {
    Process running = process;
    if (running == null) {
      return;
    }
    process = null;
    running.destroyForcibly();
    awaitEnd(running);
  }

  private void awaitEnd(Process running) {
    try {
      if (!running.waitFor(stopLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        running.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      running.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ready(HttpClient client, HttpRequest request) throws InterruptedException {
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false; // not listening yet
    }
  }

  private String endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return "(no log)";
    }
  }
}
