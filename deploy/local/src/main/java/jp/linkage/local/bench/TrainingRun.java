package jp.linkage.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jp.linkage.local.stack.LocalStack;
import jp.linkage.local.stack.PrivateFolders;
import jp.linkage.local.stack.TrainedJvms;

/**
 * {@code ./linkage train}: lets the packaged services work for some minutes, and keeps what their
 * JVMs learnt ({@link TrainedJvms}) for every later start.
 */
public final class TrainingRun {
  private static final int CALLERS = 32;
  private static final int WINDOWS = 12;

  private TrainingRun() {}

  /**
   * Runs it.
   *
   * @param home the project's root folder, with the packaged services
   */
  public static void of(Path home) throws IOException, InterruptedException {
    of(home, WINDOWS);
  }

  static void of(Path home, int windows) throws IOException, InterruptedException {
    Path target = Files.createDirectories(home.resolve("target"));
    Path written = Files.createTempDirectory(target, "training-");
    try {
      try (var stack = LocalStack.throwaway(home, step -> System.out.println("· " + step))) {
        stack.train(written).start();
        var inquiries = InquiryLoad.in(stack);
        System.out.printf("· training at %d callers; exchanges/s:", CALLERS);
        new WarmUp(stack, CALLERS, inquiries).windows(windows);
        System.out.println("· the JVMs write down what they learnt");
      }
      TrainedJvms.of(home).keep(written);
    } finally {
      PrivateFolders.remove(written);
    }
  }
}
