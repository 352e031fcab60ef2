package jp.linkage.kit.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import jp.linkage.protocol.json.Bytes;
import org.jspecify.annotations.Nullable;

/** Sets the parameters of a statement from the types that the services work with. */
public final class Parameters {
  private Parameters() {}

  /**
   * Sets all parameters, in order: text, numbers, booleans, UUIDs, instants, octets, optional ones
   * of these (SQL's null where empty), lists of text ({@code text[]}, which may hold nulls), lists
   * of octets and {@code byte[][]} ({@code bytea[]}), {@code int[]} ({@code integer[]}).
   */
  public static void set(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, sql(statement, values[i]));
    }
  }

  private static @Nullable Object sql(PreparedStatement statement, @Nullable Object value)
      throws SQLException {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> optional.isPresent() ? sql(statement, optional.get()) : null;
      case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
      case Instant instant -> instant.atOffset(ZoneOffset.UTC);
      case Bytes bytes -> bytes.toArray();
      case byte[][] octets -> statement.getConnection().createArrayOf("bytea", octets);
      case List<?> list when !list.isEmpty() && list.getFirst() instanceof Bytes ->
          statement
              .getConnection()
              .createArrayOf(
                  "bytea",
                  list.stream().map(item -> ((Bytes) item).toArray()).toArray(byte[][]::new));
      case List<?> list -> statement.getConnection().createArrayOf("text", list.toArray());
      default -> value;
    };
  }
}
