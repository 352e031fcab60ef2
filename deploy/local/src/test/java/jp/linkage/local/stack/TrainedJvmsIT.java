package jp.linkage.local.stack;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service's JVM takes what it wrote, with the flags that the service is started with. */
class TrainedJvmsIT {
  private static final Path HOME = Path.of("").toAbsolutePath().resolve("../..").normalize();

  @TempDir Path written;

  @Test
  void cache_ofEveryProcess_isTakenForItsServiceOnly() throws IOException, InterruptedException {
    var stack = LocalStack.throwaway(HOME, step -> System.out.println("· " + step));
    try (stack) {
      stack.train(written).start();
    }
    for (String name : Processes.ALL) {
      assertEquals(0, start(stack, name, LocalStack.jar(HOME, name)), name);
    }
    Path another = LocalStack.jar(HOME, Processes.AUDIT);
    assertNotEquals(0, start(stack, Processes.AOBA_TAX, another), "another service's jar");
  }

  // Told to use the cache or fail, a JVM that only says its version has compared it with its flags
  // and its class path.
  private int start(LocalStack stack, String name, Path jar)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ServiceProcess.FLAGS);
    command.addAll(stack.jvmFlags(name));
    command.add("-XX:AOTCache=" + written.resolve(name + ".aot"));
    command.add("-XX:AOTMode=on");
    command.addAll(List.of("-cp", jar.toString(), "-version"));
    Process process =
        new ProcessBuilder(command).redirectOutput(DISCARD).redirectError(DISCARD).start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
