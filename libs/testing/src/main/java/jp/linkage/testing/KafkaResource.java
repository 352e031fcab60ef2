package jp.linkage.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives the {@code @QuarkusTest}s of a module a real Kafka broker, an empty one each time the
 * application starts, as its database is empty then too ({@link PostgresResource}).
 *
 * <p>A test that declares a field of type {@link EmbeddedKafka} gets the broker, to stop it and
 * start it again.
 */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
  private final EmbeddedKafka kafka = EmbeddedKafka.throwaway();

  @Override
  public Map<String, String> start() {
    kafka.start();
    return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers());
  }

  @Override
  public void stop() {
    kafka.close();
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(kafka, field -> field.getType().equals(EmbeddedKafka.class));
  }
}
