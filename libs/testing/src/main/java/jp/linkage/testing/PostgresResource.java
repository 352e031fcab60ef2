package jp.linkage.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives the {@code @QuarkusTest}s of a module a real PostgreSQL: one server per JVM, and an empty
 * database each time the application starts.
 *
 * <p>A test that declares a field of type {@link EmbeddedPostgresServer} gets the server, to stop
 * it and start it again.
 */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {
  private static final EmbeddedPostgresServer SERVER = EmbeddedPostgresServer.throwaway();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  @Override
  public Map<String, String> start() {
    SERVER.start();
    String database = "test_" + DATABASES.incrementAndGet();
    SERVER.createDatabase(database);
    return Map.of(
        "quarkus.datasource.jdbc.url", SERVER.jdbcUrl(database),
        "quarkus.datasource.username", EmbeddedPostgresServer.USERNAME,
        "quarkus.datasource.password", EmbeddedPostgresServer.PASSWORD);
  }

  /** Does nothing: the server outlives the application, and ends with the JVM. */
  @Override
  public void stop() {}

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        SERVER, field -> field.getType().equals(EmbeddedPostgresServer.class));
  }
}
