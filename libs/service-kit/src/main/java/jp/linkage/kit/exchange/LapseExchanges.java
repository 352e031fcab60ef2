package jp.linkage.kit.exchange;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import jp.linkage.kit.schedule.Periodic;

/** Deletes the keys that open the answers of exchanges whose validity has ended (protocol M5). */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class LapseExchanges {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final ExchangeOutRows exchanges;
  private final Clock clock;
  private Optional<Periodic> running = Optional.empty();

  LapseExchanges(ExchangeOutRows exchanges, Clock clock) {
    this.exchanges = exchanges;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    running = Optional.of(Periodic.start("lapse-exchanges", INTERVAL, this::lapse));
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(Periodic::close);
  }

  void lapse() {
    QuarkusTransaction.requiringNew().run(() -> exchanges.lapse(clock.instant()));
  }
}
