package jp.linkage.audit.append;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import jp.linkage.audit.database.Transactions;
import jp.linkage.testing.EmbeddedPostgresServer;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Logs of record on brokers that a test breaks, each with a database of its own. */
final class TestLogs {
  private TestLogs() {}

  /** A log that creates its topic; on three brokers two must have a record, on one that one. */
  static LogKafka start(
      EmbeddedPostgresServer postgres,
      String database,
      String topic,
      int brokers,
      String bootstrapServers) {
    postgres.createDatabase(database);
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setUrl(postgres.jdbcUrl(database));
    dataSource.setUser(EmbeddedPostgresServer.USERNAME);
    dataSource.setPassword(EmbeddedPostgresServer.PASSWORD);
    Flyway.configure().dataSource(dataSource).load().migrate();
    LogKafka log =
        of(
            new LogStateRows(new Transactions(dataSource)),
            Map.of(
                "linkage.audit.log.topic",
                topic,
                "linkage.audit.log.create-topic",
                "true",
                "linkage.audit.log.replication-factor",
                Integer.toString(brokers),
                "linkage.audit.log.min-insync-replicas",
                brokers > 1 ? "2" : "1"),
            Map.of("bootstrap.servers", bootstrapServers));
    log.start();
    return log;
  }

  /** One that was not started, of these properties. */
  static LogKafka of(
      LogStateRows states, Map<String, String> properties, Map<String, Object> connection) {
    LogConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(LogConfig.class)
            .withConverter(
                Duration.class,
                100,
                value ->
                    value.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(value.replace("ms", "")))
                        : Duration.parse("PT" + value))
            .withSources(new PropertiesConfigSource(properties, "test", 500))
            .build()
            .getConfigMapping(LogConfig.class);
    return new LogKafka(config, new TopicKafka(config, states, connection), connection);
  }
}
