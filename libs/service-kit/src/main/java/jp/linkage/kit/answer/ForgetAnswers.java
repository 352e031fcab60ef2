package jp.linkage.kit.answer;

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

/** Removes the stored answers of exchanges whose validity has ended. */
@ApplicationScoped
@IfBuildProperty(name = "linkage.agency.enabled", stringValue = "true")
class ForgetAnswers {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final ExchangeInRows exchanges;
  private final Clock clock;
  private Optional<Periodic> running = Optional.empty();

  ForgetAnswers(ExchangeInRows exchanges, Clock clock) {
    this.exchanges = exchanges;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    running = Optional.of(Periodic.start("forget-answers", INTERVAL, this::forget));
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(Periodic::close);
  }

  void forget() {
    QuarkusTransaction.requiringNew().run(() -> exchanges.forgetExpired(clock.instant()));
  }
}
