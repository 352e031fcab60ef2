package jp.linkage.kit.person;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.protocol.json.Bytes;

/** The persons of this agency. Every method runs in the caller's transaction. */
@ApplicationScoped
class PersonRows implements PanacheRepositoryBase<PersonRow, String> {
  /**
   * Finds persons by their tokens, in one query.
   *
   * @param indexes HMAC-SHA256(κ, enc(T)), 32 octets each
   * @return the known ones
   */
  Map<Bytes, AddresseeNumber> byTokenIndex(Collection<Bytes> indexes) {
    var found = new HashMap<Bytes, AddresseeNumber>();
    if (!indexes.isEmpty()) {
      List<byte[]> wanted = indexes.stream().map(Bytes::toArray).toList();
      for (PersonRow row : list("tokenIndex in ?1", wanted)) {
        found.put(row.tokenIndex(), row.addresseeNumber());
      }
    }
    return found;
  }

  /**
   * Finds the wrapped tokens of persons, in one query.
   *
   * @return of those who are enrolled
   */
  Map<AddresseeNumber, byte[]> wrappedTokens(Collection<AddresseeNumber> numbers) {
    var found = new HashMap<AddresseeNumber, byte[]>();
    if (!numbers.isEmpty()) {
      List<String> wanted = numbers.stream().map(AddresseeNumber::value).toList();
      for (PersonRow row : list("addresseeNo in ?1", wanted)) {
        found.put(row.addresseeNumber(), row.wrappedToken());
      }
    }
    return found;
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
