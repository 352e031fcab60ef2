package jp.linkage.protocol.tlog.audit;

import java.io.IOException;
import java.util.Optional;

/**
 * A log in the layout of C2SP tlog-tiles, as somebody gives it out: behind HTTP, in a folder.
 * Nothing that comes from it is believed. It is asked by several threads at once.
 */
@FunctionalInterface
public interface LogSource {
  /** Where the newest checkpoint is. */
  String CHECKPOINT = "checkpoint";

  /**
   * Reads what is at a path.
   *
   * @param path below the log's prefix, without a slash in front: {@link #CHECKPOINT} or the path
   *     of a {@link jp.linkage.protocol.tlog.TileResource}
   * @param maxBytes more is refused by an exception
   * @return nothing when the log says that it has nothing there
   * @throws IOException when the log cannot be asked, or does not let this reader read
   */
  Optional<byte[]> read(String path, int maxBytes) throws IOException;
}
