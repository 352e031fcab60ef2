package jp.linkage.protocol.header;

import jp.linkage.protocol.json.InvalidMessage;

/**
 * Who asks inside the agency and for which case (命令40条2項): what an auditor asks about later.
 *
 * @param organisation name of the organisation in charge of the affair (命令40条2項2号), 1 to 100
 *     characters without control characters
 * @param caseReference the agency's own case
 * @param staff pseudonym of the official
 * @param nonDisclosure whether the fact of the exchange is withheld from the person (番号法23条2項)
 */
public record Occasion(
    String organisation, CaseReference caseReference, StaffPseudonym staff, boolean nonDisclosure) {
  /** The most characters (code points) of the organisation's name. */
  public static final int MAX_ORGANISATION = 100;

  /** Checks the organisation's name. */
  public Occasion {
    int length = organisation.codePointCount(0, organisation.length());
    if (length < 1
        || length > MAX_ORGANISATION
        || organisation.isBlank()
        || organisation.codePoints().anyMatch(Occasion::isNoText)) {
      throw new InvalidMessage(
          "$.organisation", "1 to " + MAX_ORGANISATION + " characters, no control characters");
    }
  }

  private static boolean isNoText(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
