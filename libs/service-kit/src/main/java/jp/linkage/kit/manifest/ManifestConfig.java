package jp.linkage.kit.manifest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;

/** Where the signed manifest is, and whom to believe (protocol §6). */
@ConfigMapping(prefix = "linkage.manifest")
public interface ManifestConfig {
  /** The file of the signed manifest. */
  Path file();

  /** The public key of the manifest authority: Ed25519, base64url, 32 bytes. */
  @WithName("authority-key")
  String authorityKey();

  /** How often the files are looked at for a newer manifest. */
  @WithDefault("10S")
  Duration checkEvery();
}
