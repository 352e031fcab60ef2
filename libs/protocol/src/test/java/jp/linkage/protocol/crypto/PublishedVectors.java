package jp.linkage.protocol.crypto;

import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The published test vectors, which are not part of the repository. They are read from the folder
 * that the system property or the environment variable {@code LINKAGE_VECTORS} names, or from
 * {@code shared/vectors} beside an ancestor of the working directory. Where there is none, the test
 * says so and is skipped; a few values stand in the tests themselves.
 */
public final class PublishedVectors {
  private static final String SETTING = "LINKAGE_VECTORS";

  private PublishedVectors() {}

  /** The vectors in this file; skips the test when it is missing. */
  public static JsonNode read(String file) {
    Path folder = folder();
    Path path = folder == null ? null : folder.resolve(file);
    if (path == null || !Files.isReadable(path)) {
      return abort("no published vectors " + file + ": set " + SETTING + " to their folder");
    }
    try {
      return new ObjectMapper().readTree(path.toFile());
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + path, e);
    }
  }

  /** A folder of vectors; skips the test when it is missing. */
  public static Path folder(String name) {
    Path folder = folder();
    Path path = folder == null ? null : folder.resolve(name);
    if (path == null || !Files.isDirectory(path)) {
      return abort("no published vectors " + name + "/: set " + SETTING + " to their folder");
    }
    return path;
  }

  /** The elements of an array. */
  public static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** The bytes of a hexadecimal member; none when the member is missing. */
  public static byte[] hex(JsonNode object, String member) {
    return hex(object.path(member).asText());
  }

  /** The bytes of a hexadecimal text, with or without 0x. */
  public static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
  }

  private static @Nullable Path folder() {
    String set = System.getProperty(SETTING, System.getenv().getOrDefault(SETTING, ""));
    if (!set.isEmpty()) {
      return Path.of(set);
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve("vectors");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
