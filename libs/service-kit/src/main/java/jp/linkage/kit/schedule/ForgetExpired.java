package jp.linkage.kit.schedule;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Forgets what has expired, every ten minutes. */
@ApplicationScoped
class ForgetExpired {
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Instance<Expiring> all;
  private final Clock clock;
  private Optional<Periodic> running = Optional.empty();

  ForgetExpired(Instance<Expiring> all, Clock clock) {
    this.all = all;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    running = Optional.of(Periodic.start("forget-expired", INTERVAL, this::forget));
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(Periodic::close);
  }

  void forget() {
    all.forEach(expiring -> expiring.forget(clock.instant()));
  }
}
