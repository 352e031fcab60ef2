package jp.linkage.local.verify.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where the audit-service's database is.
 *
 * @param url of JDBC, without a password
 * @param credentials a file with the lines {@code user=…} and {@code password=…}
 * @param auditKeys the audit-service's key file, for who may open the records
 * @param topic the broker that has the topic
 */
public record AuditDatabase(
    String url, Optional<Path> credentials, Optional<Path> auditKeys, Optional<String> topic) {
  /** The variables of the environment with which to log in, when no file is given. */
  public static final String USER = "LINKAGE_DATABASE_USER";

  /** Beside {@link #USER}. */
  public static final String PASSWORD = "LINKAGE_DATABASE_PASSWORD";

  /**
   * Checks that no password is in the address, which others see in the list of processes.
   *
   * @throws IllegalArgumentException when it is none of PostgreSQL, or holds a password
   */
  public AuditDatabase {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("expected jdbc:postgresql://HOST[:PORT]/DATABASE");
    }
    String lower = url.toLowerCase(Locale.ROOT);
    if (lower.contains("password") || lower.matches("jdbc:postgresql://[^/?]*@.*")) {
      throw new IllegalArgumentException(
          "expected an address without a password: set "
              + PASSWORD
              + " or give --database-login FILE");
    }
  }

  /** Connects, for a transaction that only reads and sees one moment. */
  Connection connect(Map<String, String> environment) throws IOException {
    Properties login = new Properties();
    if (credentials.isPresent()) {
      Properties given = new Properties();
      try (var in = Files.newBufferedReader(credentials.get())) {
        given.load(in);
      }
      put(login, "user", Optional.ofNullable(given.getProperty("user")));
      put(login, "password", Optional.ofNullable(given.getProperty("password")));
    } else {
      put(login, "user", Optional.ofNullable(environment.get(USER)));
      put(login, "password", Optional.ofNullable(environment.get(PASSWORD)));
    }
    login.setProperty("connectTimeout", "10");
    login.setProperty("ApplicationName", "linkage verify");
    try {
      Connection connection = DriverManager.getConnection(url, login);
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      return connection;
    } catch (SQLException e) {
      throw StoredRows.unreadable("the database", e);
    }
  }

  private static void put(Properties login, String name, Optional<String> value) {
    value.ifPresent(text -> login.setProperty(name, text));
  }
}
