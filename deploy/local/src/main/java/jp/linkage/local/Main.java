package jp.linkage.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import jp.linkage.local.bench.TrainingRun;
import jp.linkage.local.demo.Demo;
import jp.linkage.local.reconcile.ReconcileCommand;
import jp.linkage.local.topic.TopicKafka;
import jp.linkage.local.verify.VerifyCommand;
import jp.linkage.local.witness.WitnessCommand;

/** Entry point of the commands of the {@code linkage} script that are not Maven's. */
public final class Main {
  private Main() {}

  /**
   * Runs one command.
   *
   * @param arguments the command and its options, as given to the script
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      usage();
    }
    List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
    switch (arguments[0]) {
      case "up" -> detached().start();
      case "down" -> detached().stop();
      case "serve" -> detached().serve();
      case "token" -> System.exit(new TokenCommand(data()).run(options, System.out, System.err));
      case "demo" -> System.exit(new Demo(home()).run() ? 0 : 1);
      case "train" -> TrainingRun.of(home());
      case "bench" -> System.exit(new BenchCommand(home()).run(options));
      case "verify" ->
          System.exit(
              new VerifyCommand(System.getenv(), TopicKafka::open)
                  .run(options, System.out, System.err));
      case "reconcile" ->
          System.exit(
              new ReconcileCommand(detached()::offices, Clock.systemUTC())
                  .run(options, System.out, System.err));
      case "witness" -> witness(options);
      default -> usage();
    }
  }

  private static DetachedRun detached() {
    return new DetachedRun(home(), data(), portOffset());
  }

  // Runs until it is stopped.
  private static void witness(List<String> options) {
    int status = WitnessCommand.run(options, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  private static Path home() {
    return Path.of(System.getProperty("linkage.home", ".")).toAbsolutePath().normalize();
  }

  private static Path data() {
    String given = System.getProperty("linkage.data");
    return given != null ? Path.of(given) : home().resolve(".linkage");
  }

  // For those on whose machine the ports 8080 to 8084 are taken.
  private static int portOffset() {
    String given = System.getenv("LINKAGE_PORT_OFFSET");
    return given == null || given.isBlank() ? 0 : Integer.parseInt(given.strip());
  }

  private static void usage() {
    System.err.println(
        "usage: linkage demo | up | down | train | bench | token | reconcile | verify | witness");
    System.exit(2);
  }
}
