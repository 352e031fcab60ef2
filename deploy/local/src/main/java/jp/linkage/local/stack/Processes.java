package jp.linkage.local.stack;

import java.util.List;

/** Names of the processes of a local run; an agency's process has the agency's id. */
public final class Processes {
  /** linkage-gateway. */
  public static final String GATEWAY = "linkage-gateway";

  /** audit-service. */
  public static final String AUDIT = "audit-service";

  /** tax-registry-service of 青葉市. */
  public static final String AOBA_TAX = "aoba-tax";

  /** tax-registry-service of 緑市. */
  public static final String MIDORI_TAX = "midori-tax";

  /** welfare-service of 青葉市. */
  public static final String AOBA_WELFARE = "aoba-welfare";

  /** Not a process: the resident registry of 青葉市, played by a client of the launcher. */
  public static final String AOBA_RESIDENTS = "aoba-residents";

  /** All processes, in the order of their start. */
  public static final List<String> ALL =
      List.of(AUDIT, GATEWAY, AOBA_TAX, MIDORI_TAX, AOBA_WELFARE);

  /** The processes that are agencies. */
  public static final List<String> AGENCIES = List.of(AOBA_TAX, MIDORI_TAX, AOBA_WELFARE);

  private Processes() {}

  /** The folder of the Maven module whose package a process runs. */
  static String module(String process) {
    return switch (process) {
      case GATEWAY, AUDIT -> process;
      case AOBA_TAX, MIDORI_TAX -> "tax-registry-service";
      case AOBA_WELFARE -> "welfare-service";
      default -> throw new IllegalArgumentException("no process is called " + process);
    };
  }
}
