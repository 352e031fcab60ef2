package jp.linkage.kit.person;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RunCommands;
import jp.linkage.protocol.json.Bytes;

/**
 * The persons whom this agency knows. A person is found in the caller's transaction if there is
 * one, and enrolled in it.
 */
@ApplicationScoped
public class Persons {
  private final PersonRows rows;
  private final RunCommands database;

  Persons(PersonRows rows, RunCommands database) {
    this.rows = rows;
    this.database = database;
  }

  /** What an enrolment came to. */
  public enum Outcome {
    /** The person is new. */
    ENROLLED,
    /** This person was enrolled before. */
    ALREADY_ENROLLED,
    /** The addressee number belongs to another person's token already. */
    OTHER_TOKEN,
    /** The token belongs to another addressee number already: somebody's number was mistaken. */
    OTHER_ADDRESSEE
  }

  /**
   * Finds persons by their tokens.
   *
   * @param indexes HMAC-SHA256(κ, enc(T)), 32 octets each
   * @return the known ones
   */
  public static Command<Map<Bytes, AddresseeNumber>> byTokenIndex(Collection<Bytes> indexes) {
    return PersonRows.byTokenIndex(indexes);
  }

  /**
   * Finds the wrapped tokens of persons, in one query.
   *
   * @return of those who are enrolled
   */
  public Map<AddresseeNumber, byte[]> wrappedTokens(Collection<AddresseeNumber> numbers) {
    return numbers.isEmpty() ? Map.of() : database.run(PersonRows.wrappedTokens(numbers));
  }

  /**
   * Binds an addressee number and a token to each other, unless one of them is bound otherwise.
   *
   * @param wrappedToken the token under the agency's wrapping key
   */
  public Outcome enrol(AddresseeNumber number, Bytes tokenIndex, byte[] wrappedToken, int epoch) {
    return rows.enrol(number, tokenIndex, wrappedToken, epoch);
  }
}
