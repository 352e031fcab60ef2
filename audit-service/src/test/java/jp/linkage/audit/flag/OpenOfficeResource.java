package jp.linkage.audit.flag;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.util.Map;
import jp.linkage.audit.FlagFile;
import jp.linkage.testing.Folders;

/** An office that never closes, with thresholds that a test can reach. */
public final class OpenOfficeResource implements QuarkusTestResourceLifecycleManager {
  private static final String SETTINGS =
      """
      version = open-office
      office.days = mon,tue,wed,thu,fri,sat,sun
      office.from = 00:00
      office.to = 24:00
      office.closed-every-year =
      office.holidays.2026 =
      office.holidays.2027 =
      batch-accounts = aoba-welfare/nightly-run
      bulk.persons-per-hour = 5
      denied-then-success.denials = 2
      request-without-release.after = 3s
      over-own-median.factor = 3
      over-own-median.at-least = 4
      over-own-median.min-days = 3
      repeated-person.officials = 3
      repeated-person.exchanges = 6
      """;

  private final Path folder = Folders.temporary("linkage-flags-");

  /** After the settings that all tests have. */
  @Override
  public int order() {
    return 1;
  }

  @Override
  public Map<String, String> start() {
    return Map.of("linkage.audit.flags.file", FlagFile.write(folder, SETTINGS));
  }

  @Override
  public void stop() {
    Folders.remove(folder);
  }
}
