package jp.linkage.kit.manifest;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Where this party's own copy of the permission table is (protocol §6). */
@ConfigMapping(prefix = "linkage.permission-table")
public interface PermissionTableConfig {
  /** The YAML file, whose hash the manifest names. */
  Path file();
}
