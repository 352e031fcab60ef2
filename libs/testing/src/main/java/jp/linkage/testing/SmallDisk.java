package jp.linkage.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system of its own in memory, small enough to be filled. Making one takes the right to
 * mount, which root has on Linux.
 */
public final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** A disk of this size; empty where this process may not mount one. */
  public static Optional<SmallDisk> mount(int megabytes) {
    Path folder = Folders.temporary("linkage-small-disk-");
    if (run(
        List.of("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder + ""))) {
      return Optional.of(new SmallDisk(folder));
    }
    Folders.remove(folder);
    return Optional.empty();
  }

  /** Where it is. */
  public Path folder() {
    return folder;
  }

  /** Fills what is left of it. */
  public void fill() {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(block);
      }
    } catch (IOException _) {
      // that is what a full disk says
      requireFull();
    }
  }

  private void requireFull() {
    try {
      long left = Files.getFileStore(folder).getUsableSpace();
      if (left >= BLOCK) {
        throw new IllegalStateException("the disk still has " + left + " bytes");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes away what {@link #fill()} wrote. */
  public void makeRoom() {
    try {
      Files.deleteIfExists(filler());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it larger, with what is on it. */
  public void grow(int megabytes) {
    if (!run(List.of("mount", "-o", "remount,size=" + megabytes + "m", folder.toString()))) {
      throw new IllegalStateException("the disk did not grow");
    }
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Takes the disk away, with what is on it. */
  @Override
  public void close() {
    if (run(List.of("umount", "--lazy", folder.toString()))) {
      Folders.remove(folder);
    }
  }

  private static boolean run(List<String> command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
