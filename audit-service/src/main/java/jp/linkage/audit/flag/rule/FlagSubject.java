package jp.linkage.audit.flag.rule;

import java.util.Optional;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;

/** What a finding is about. */
public sealed interface FlagSubject {

  /** What one official did. */
  record OfOfficial(Official official) implements FlagSubject {}

  /** What happens between two agencies; all exchanges of the finding are theirs. */
  record OfAgencies(AgencyId inquirer, AgencyId provider) implements FlagSubject {}

  /**
   * What an office of an agency asks of another agency.
   *
   * @param organisation as the asking agency names it (命令40条2項2号)
   */
  record OfOffice(AgencyId inquirer, String organisation, AgencyId provider)
      implements FlagSubject {}

  /**
   * What was done about one person, whom the finding does not name.
   *
   * @param agency whose officials looked; empty for those of all agencies together
   * @param lid the log pseudonym, for the key of the finding only: it is neither stored nor shown
   */
  record OfPerson(Optional<AgencyId> agency, Bytes lid) implements FlagSubject {
    @Override
    public String toString() {
      return "OfPerson[" + agency + "]";
    }
  }
}
