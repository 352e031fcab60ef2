package jp.linkage.kit.person;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jp.linkage.kit.database.Command;
import jp.linkage.protocol.json.Bytes;

/** The persons of this agency, in the caller's transaction if there is one. */
@ApplicationScoped
class PersonRows implements PanacheRepositoryBase<PersonRow, String> {
  private static final String BY_TOKEN_INDEX =
      "SELECT token_index, addressee_no FROM person WHERE token_index = ANY (?)";
  private static final String WRAPPED_TOKENS =
      "SELECT addressee_no, wrapped_token FROM person WHERE addressee_no = ANY (?)";

  // An array is one parameter, however long: the statement stays the same and is prepared once,
  // which Hibernate cannot do for a list after IN.

  /**
   * Finds persons by their tokens.
   *
   * @param indexes HMAC-SHA256(κ, enc(T)), 32 octets each
   * @return the known ones
   */
  static Command<Map<Bytes, AddresseeNumber>> byTokenIndex(Collection<Bytes> indexes) {
    return Command.query(
        BY_TOKEN_INDEX,
        rows -> {
          var found = new HashMap<Bytes, AddresseeNumber>();
          while (rows.next()) {
            found.put(Bytes.of(rows.getBytes(1)), new AddresseeNumber(rows.getString(2)));
          }
          return found;
        },
        (Object) indexes.stream().map(Bytes::toArray).toArray(byte[][]::new));
  }

  /**
   * Finds the wrapped tokens of persons.
   *
   * @return of those who are enrolled
   */
  static Command<Map<AddresseeNumber, byte[]>> wrappedTokens(Collection<AddresseeNumber> numbers) {
    return Command.query(
        WRAPPED_TOKENS,
        rows -> {
          var found = new HashMap<AddresseeNumber, byte[]>();
          while (rows.next()) {
            found.put(new AddresseeNumber(rows.getString(1)), rows.getBytes(2));
          }
          return found;
        },
        numbers.stream().map(AddresseeNumber::value).toList());
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
