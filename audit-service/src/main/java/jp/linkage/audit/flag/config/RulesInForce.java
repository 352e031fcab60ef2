package jp.linkage.audit.flag.config;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import org.jboss.logging.Logger;

/** The thresholds of this service; one whose file is not right does not start. */
@Startup
@ApplicationScoped
public class RulesInForce {
  private static final Logger LOG = Logger.getLogger(RulesInForce.class);

  private final FlagRules rules;

  RulesInForce(FlagConfig config, Clock clock) {
    this.rules = config.file().map(RulesInForce::read).orElseGet(ReadFlagRules::defaults);
    int year = LocalDate.ofInstant(clock.instant(), rules.hours().zone()).getYear();
    if (rules.hours().holidays().stream().noneMatch(day -> day.getYear() == year)) {
      LOG.warnf("office.holidays.%d is missing: holidays count as workdays", year);
    }
  }

  private static FlagRules read(Path file) {
    try {
      return ReadFlagRules.of(Files.readAllBytes(file));
    } catch (IOException | InvalidSetting e) {
      throw new IllegalStateException(
          "linkage.audit.flags.file: " + file + ": " + e.getMessage(), e);
    }
  }

  /** The thresholds. */
  public FlagRules get() {
    return rules;
  }
}
