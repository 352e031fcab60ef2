package jp.linkage.protocol.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who failed: the party at which an exchange stopped. */
public enum Stage {
  /** The agency that asks (情報照会者). */
  INQUIRER,
  /** linkage-gateway. */
  GATEWAY,
  /** audit-service. */
  AUDIT,
  /** The agency that provides (情報提供者). */
  PROVIDER;

  /** The name on the wire, lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a stage by its {@link #id()}. */
  public static Optional<Stage> named(String id) {
    return Arrays.stream(values()).filter(stage -> stage.id().equals(id)).findFirst();
  }
}
