package jp.linkage.kit.receipt;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;
import jp.linkage.kit.schedule.Periodic;

/** Lets the receipts be checked from the start of the service to its end. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class CheckPeriodically {
  private final CheckReceipts checkReceipts;
  private final ReceiptConfig config;
  private final Clock clock;
  private Optional<Periodic> running = Optional.empty();

  CheckPeriodically(CheckReceipts checkReceipts, ReceiptConfig config, Clock clock) {
    this.checkReceipts = checkReceipts;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    if (config.logUrl().isPresent()) {
      running =
          Optional.of(
              Periodic.start(
                  "check-receipts",
                  config.checkEvery(),
                  () -> checkReceipts.pass(clock.instant())));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(Periodic::close);
  }
}
