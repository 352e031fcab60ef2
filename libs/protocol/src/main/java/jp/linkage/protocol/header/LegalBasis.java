package jp.linkage.protocol.header;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import jp.linkage.protocol.json.InvalidMessage;

/**
 * What the asking agency relies on in the law's table, and what it asks under it: the members of
 * the header that only CONVERT has.
 *
 * @param itemNumber item (項) of the table
 * @param affair affair (事務) of the table's row
 * @param procedure number (号) within the item's article
 * @param information 1 to 10 kinds of information, sorted, each once
 * @param subjectRelation whose information
 * @param consentReference where the consent is kept; present exactly where the row demands consent
 */
public record LegalBasis(
    ItemNumber itemNumber,
    AffairId affair,
    ProcedureNumber procedure,
    List<InformationId> information,
    SubjectRelation subjectRelation,
    Optional<ConsentReference> consentReference) {
  /** The most kinds of information that one exchange may ask for. */
  public static final int MAX_INFORMATION = 10;

  /** Checks number and order of the information. */
  public LegalBasis {
    information = List.copyOf(information);
    if (information.isEmpty() || information.size() > MAX_INFORMATION) {
      throw new InvalidMessage("$.information", "1 to " + MAX_INFORMATION + " information ids");
    }
    if (!information.equals(List.copyOf(new TreeSet<>(information)))) {
      throw new InvalidMessage("$.information", "information ids sorted, each once");
    }
  }
}
