package jp.linkage.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What the JVMs of the services learnt in a training run: an AOT cache for each process, with its
 * classes loaded and linked (JEP 483, 514) and with the profiles by which methods are compiled (JEP
 * 515). A service that starts with its cache is ready earlier, and reaches its best code within
 * minutes of load instead of tens of minutes. The caches hold nothing of what a run handled: no
 * objects, no keys, no data.
 *
 * <p>They belong to the packaged services they were made with, and are not used for others.
 */
public final class TrainedJvms {
  private static final String SUFFIX = ".aot";

  private final Path home;
  private final Path folder;

  private TrainedJvms(Path home) {
    this.home = home;
    this.folder = home.resolve("target/trained");
  }

  /**
   * Those of a project.
   *
   * @param home the project's root folder, with the packaged services
   */
  public static TrainedJvms of(Path home) {
    return new TrainedJvms(home);
  }

  /** Whether every process has a cache that is newer than its service. */
  public boolean isComplete() {
    return Processes.ALL.stream().allMatch(name -> isUsable(name, LocalStack.jar(home, name)));
  }

  /**
   * Takes over what a training run wrote.
   *
   * @param written its folder, with a cache for each process
   * @throws IllegalStateException if one is missing
   */
  public void keep(Path written) {
    try {
      Files.createDirectories(folder);
      for (String name : Processes.ALL) {
        Path cache = file(written, name);
        if (!Files.exists(cache)) {
          throw new IllegalStateException("the JVM of " + name + " wrote no cache");
        }
        Files.move(cache, file(folder, name), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The flags with which a process uses its cache; none when it has none, or an older one. */
  List<String> flags(String process, Path jar) {
    return isUsable(process, jar) ? List.of("-XX:AOTCache=" + file(folder, process)) : List.of();
  }

  /** The flags with which a process writes its cache when it ends. */
  static List<String> trainingFlags(String process, Path into) {
    return List.of("-XX:AOTCacheOutput=" + file(into, process));
  }

  private boolean isUsable(String process, Path jar) {
    try {
      Path cache = file(folder, process);
      return Files.exists(cache)
          && Files.exists(jar)
          && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Path folder, String process) {
    return folder.resolve(process + SUFFIX);
  }
}
