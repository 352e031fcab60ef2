package jp.linkage.protocol.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.header.NamespaceId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.json.CanonicalJson;
import jp.linkage.protocol.json.InvalidMessage;
import jp.linkage.protocol.json.JsonObject;
import jp.linkage.protocol.json.StrictJson;

/** What the three kinds of key file have in common: JSON, a role, an epoch, mode 0600. */
final class KeyFileForm {
  static final int KEY_SIZE = 32;
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_NAMESPACES = 10_000;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private KeyFileForm() {}

  /**
   * Reads a key file to its end.
   *
   * @throws InvalidMessage when it is of another role or form, or when others may read it
   */
  static <T> T read(Path file, String role, Function<JsonObject, T> reader) {
    try {
      requireOwnerOnly(file);
      JsonObject json = StrictJson.object(Files.readAllBytes(file), MAX_BYTES);
      json.constant("role", role);
      T keys = reader.apply(json);
      json.end();
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException("the key file is not readable", e);
    }
  }

  /**
   * Writes a new key file.
   *
   * @throws UncheckedIOException also when there is a file already: keys are never overwritten
   */
  static void write(Path file, ObjectNode json) {
    try {
      if (Files.exists(file)) {
        throw new FileAlreadyExistsException(file.toString());
      }
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, CanonicalJson.bytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException("the key file was not written", e);
    }
  }

  static ObjectNode json(String role, int epoch) {
    ObjectNode json = StrictJson.newObject();
    json.put("role", role);
    json.put("epoch", epoch);
    return json;
  }

  static int epoch(JsonObject json) {
    return (int) json.integer("epoch", 1, Integer.MAX_VALUE);
  }

  static SecretBytes secret(JsonObject json, String name) {
    return SecretBytes.copyOf(json.bytes(name, KEY_SIZE).toArray());
  }

  /** One share for every agency, and one for the log. */
  static <S> Map<NamespaceId, S> shares(JsonObject json, Function<SecretBytes, S> reader) {
    return json.map(
        "shares", 1, MAX_NAMESPACES, NamespaceId::new, text -> reader.apply(secret(text)));
  }

  static <S> void putShares(
      ObjectNode json, Map<NamespaceId, S> shares, Function<S, SecretBytes> encoder) {
    ObjectNode byNamespace = json.putObject("shares");
    shares.forEach(
        (namespace, share) -> byNamespace.put(namespace.value(), text(encoder.apply(share))));
  }

  private static SecretBytes secret(String base64Url) {
    return SecretBytes.copyOf(Bytes.parse(base64Url).requireLength(KEY_SIZE).toArray());
  }

  static String text(SecretBytes secret) {
    return Bytes.of(secret.toByteArray()).text();
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    // A file system without POSIX permissions (a mounted secret on Windows) cannot be judged here.
    if (Files.getFileStore(file).supportsFileAttributeView("posix")
        && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
      throw new InvalidMessage("$", "a key file that only its owner can read, mode 0600");
    }
  }
}
