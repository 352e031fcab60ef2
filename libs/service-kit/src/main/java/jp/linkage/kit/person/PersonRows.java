package jp.linkage.kit.person;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import jp.linkage.protocol.json.Bytes;

/** The persons of this agency, in the caller's transaction if there is one. */
@ApplicationScoped
class PersonRows implements PanacheRepositoryBase<PersonRow, String> {
  private final DataSource database;

  PersonRows(DataSource database) {
    this.database = database;
  }

  /**
   * Finds persons by their tokens, in one query.
   *
   * @param indexes HMAC-SHA256(κ, enc(T)), 32 octets each
   * @return the known ones
   */
  Map<Bytes, AddresseeNumber> byTokenIndex(Collection<Bytes> indexes) {
    return map(
        "SELECT token_index, addressee_no FROM person WHERE token_index = ANY (?)",
        "bytea",
        indexes.stream().map(Bytes::toArray).toArray(byte[][]::new),
        row -> Bytes.of(row.getBytes(1)),
        row -> new AddresseeNumber(row.getString(2)));
  }

  /**
   * Finds the wrapped tokens of persons, in one query.
   *
   * @return of those who are enrolled
   */
  Map<AddresseeNumber, byte[]> wrappedTokens(Collection<AddresseeNumber> numbers) {
    return map(
        "SELECT addressee_no, wrapped_token FROM person WHERE addressee_no = ANY (?)",
        "text",
        numbers.stream().map(AddresseeNumber::value).toArray(),
        row -> new AddresseeNumber(row.getString(1)),
        row -> row.getBytes(2));
  }

  private interface Column<T> {
    T of(ResultSet row) throws SQLException;
  }

  // An array is one parameter, however long: the statement stays the same and is prepared once,
  // which Hibernate cannot do for a list after IN.
  private <K, V> Map<K, V> map(
      String query, String type, Object[] wanted, Column<K> key, Column<V> value) {
    if (wanted.length == 0) {
      return Map.of();
    }
    var found = new HashMap<K, V>();
    try (var connection = database.getConnection();
        var statement = connection.prepareStatement(query)) {
      statement.setArray(1, connection.createArrayOf(type, wanted));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.put(key.of(rows), value.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException("persons: SQL state " + e.getSQLState(), e);
    }
  }

  /**
   * Binds an addressee number and a token to each other, unless one of them is bound otherwise.
   *
   * @param wrappedToken the token under the agency's wrapping key
   */
  Persons.Outcome enrol(AddresseeNumber number, Bytes tokenIndex, byte[] wrappedToken, int epoch) {
    int inserted =
        getEntityManager()
            .createNativeQuery(
                """
                INSERT INTO person (addressee_no, token_index, wrapped_token, epoch, enrolled_at)
                VALUES (:number, :index, :token, :epoch, now())
                ON CONFLICT DO NOTHING
                """)
            .setParameter("number", number.value())
            .setParameter("index", tokenIndex.toArray())
            .setParameter("token", wrappedToken)
            .setParameter("epoch", epoch)
            .executeUpdate();
    if (inserted == 1) {
      return Persons.Outcome.ENROLLED;
    }
    Optional<PersonRow> held = findByIdOptional(number.value());
    if (held.isEmpty()) {
      return Persons.Outcome.OTHER_ADDRESSEE;
    }
    return held.get().tokenIndex().equals(tokenIndex)
        ? Persons.Outcome.ALREADY_ENROLLED
        : Persons.Outcome.OTHER_TOKEN;
  }
}
