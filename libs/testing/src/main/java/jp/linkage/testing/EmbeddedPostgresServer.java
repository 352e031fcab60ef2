package jp.linkage.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server, started from binaries on the class path, that can be stopped and
 * started again on the same port and data.
 *
 * <p>Listens on the loopback interface only and trusts local users: for tests and the local run,
 * not for production.
 */
public final class EmbeddedPostgresServer implements AutoCloseable {
  /** The superuser of every embedded server. */
  public static final String USERNAME = "postgres";

  /** Sent by clients that insist on a password; the server does not check it. */
  public static final String PASSWORD = "postgres";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Pattern DATABASE_NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final Path dataFolder;
  private final boolean throwaway;
  private int port;
  private @Nullable EmbeddedPostgres running;

  private EmbeddedPostgresServer(Path dataFolder, int port, boolean throwaway) {
    this.dataFolder = dataFolder;
    this.port = port;
    this.throwaway = throwaway;
  }

  /**
   * A server on a random free port whose data are removed by {@link #close()}, or when the JVM
   * ends. Does not wait for the disk, so a crash of the machine loses data.
   */
  public static EmbeddedPostgresServer throwaway() {
    var server = new EmbeddedPostgresServer(Folders.temporary("linkage-postgres-"), 0, true);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-embedded-postgres"));
    return server;
  }

  /**
   * A server whose data stay in a folder from run to run, and reach the disk before a commit
   * returns. The caller closes it, after whatever uses it.
   *
   * @param dataFolder made when missing; belongs to this server alone
   * @param port the TCP port, or 0 for a random free one
   */
  public static EmbeddedPostgresServer keptIn(Path dataFolder, int port) {
    return new EmbeddedPostgresServer(dataFolder, port, false);
  }

  /**
   * Starts the server, which creates the cluster on the first start, and returns when it accepts
   * connections. Does nothing when it runs already.
   *
   * @throws UncheckedIOException when the server cannot start, for instance because the port is
   *     taken
   */
  public synchronized void start() {
    if (running != null) {
      return;
    }
    String durable = throwaway ? "off" : "on";
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(dataFolder)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .setPGStartupWait(START_LIMIT)
            .setServerConfig("fsync", durable)
            .setServerConfig("synchronous_commit", durable)
            .setServerConfig("full_page_writes", durable)
            // One disk for all databases: who commits at the same time shares a write
            .setServerConfig("commit_delay", "500")
            .setServerConfig("listen_addresses", "localhost");
    if (port != 0) {
      builder.setPort(port);
    }
    try {
      EmbeddedPostgres started = builder.start();
      running = started;
      port = started.getPort();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not start in " + dataFolder, e);
    }
  }

  /**
   * Stops the server and ends its connections; data and port stay for the next {@link #start()}.
   */
  public synchronized void stop() {
    EmbeddedPostgres server = running;
    if (server == null) {
      return;
    }
    running = null;
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL did not stop in " + dataFolder, e);
    }
  }

  /** Whether {@link #start()} was called, and not {@link #stop()} after it. */
  public synchronized boolean isRunning() {
    return running != null;
  }

  /**
   * The TCP port; the same over all starts of this object.
   *
   * @throws IllegalStateException when the server chooses its port itself and has never been
   *     started
   */
  public synchronized int port() {
    if (port == 0) {
      throw new IllegalStateException("the port is known after the first start");
    }
    return port;
  }

  /** The JDBC address of a database of this server, for user {@link #USERNAME}. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + port() + "/" + requireName(database);
  }

  /**
   * Creates a database unless it exists.
   *
   * @param database a lower-case letter, then up to 62 lower-case letters, digits or underscores
   * @throws IllegalStateException when the server is stopped
   */
  public synchronized void createDatabase(String database) {
    requireName(database);
    EmbeddedPostgres server = running;
    if (server == null) {
      throw new IllegalStateException("the server is stopped");
    }
    try (var connection = server.getPostgresDatabase().getConnection();
        var find = connection.prepareStatement("SELECT 1 FROM pg_database WHERE datname = ?");
        var statement = connection.createStatement()) {
      find.setString(1, database);
      try (var found = find.executeQuery()) {
        if (!found.next()) {
          statement.execute("CREATE DATABASE " + database);
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException("database " + database + " was not created", e);
    }
  }

  /** Stops the server and, when it is a throwaway one, removes its data. */
  @Override
  public synchronized void close() {
    stop();
    if (throwaway) {
      Folders.remove(dataFolder);
    }
  }

  // The name goes into SQL and into a URL as it is.
  private static String requireName(String database) {
    if (!DATABASE_NAME.matcher(database).matches()) {
      throw new IllegalArgumentException(
          "expected a database name like " + DATABASE_NAME + ", found: " + database);
    }
    return database;
  }
}
