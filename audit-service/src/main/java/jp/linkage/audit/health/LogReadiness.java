package jp.linkage.audit.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import jp.linkage.audit.append.LogKafka;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the log takes records: the broker answers, and the topic is the pinned one. */
@Readiness
@ApplicationScoped
public class LogReadiness implements HealthCheck {
  private final LogKafka log;

  LogReadiness(LogKafka log) {
    this.log = log;
  }

  @Override
  public HealthCheckResponse call() {
    Optional<String> reason = log.unavailable();
    var response = HealthCheckResponse.named("log").status(reason.isEmpty());
    reason.ifPresent(why -> response.withData("reason", why));
    log.topicId().ifPresent(id -> response.withData("topicId", id.toString()));
    return response.build();
  }
}
