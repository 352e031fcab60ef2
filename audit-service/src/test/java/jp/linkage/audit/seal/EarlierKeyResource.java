package jp.linkage.audit.seal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jp.linkage.protocol.crypto.SigningKey;
import jp.linkage.protocol.tlog.checkpoint.NoteSigner;
import jp.linkage.testing.Folders;

/** Tells the service of an Ed25519 key with which its log signed up to {@link #LAST}. */
public final class EarlierKeyResource implements QuarkusTestResourceLifecycleManager {
  static final String ORIGIN = "linkage.test/log";

  /** More than the log has until a test fills it up to here. */
  static final long LAST = 1_000;

  static final SigningKey KEY = SigningKey.generate();

  private final Path folder = Folders.temporary("linkage-earlier-");

  @Override
  public Map<String, String> start() {
    Path file = folder.resolve("earlier-keys");
    try {
      Files.write(
          file,
          ("# an earlier key\n" + NoteSigner.ed25519(ORIGIN, KEY).key().text() + " " + LAST + "\n")
              .getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.of("linkage.keys.earlier-log-keys", file.toString());
  }

  @Override
  public void stop() {
    Folders.remove(folder);
  }
}
