package jp.linkage.audit.retention;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.Optional;
import jp.linkage.kit.schedule.Periodic;

/** Looks for months that are due for as long as the service runs. */
@ApplicationScoped
class DestroyPeriodically {
  private final DestroyKeys destroyKeys;
  private final RetentionConfig config;
  private final Clock clock;
  private Optional<Periodic> running = Optional.empty();

  DestroyPeriodically(DestroyKeys destroyKeys, RetentionConfig config, Clock clock) {
    this.destroyKeys = destroyKeys;
    this.config = config;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    running =
        Optional.of(
            Periodic.start("destroy-keys", config.every(), () -> destroyKeys.run(clock.instant())));
  }

  void stop(@Observes ShutdownEvent event) {
    running.ifPresent(Periodic::close);
  }
}
