package jp.linkage.protocol.permission;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import jp.linkage.protocol.header.AffairId;
import jp.linkage.protocol.header.AgencyRole;
import jp.linkage.protocol.header.ItemNumber;
import jp.linkage.protocol.header.ProcedureNumber;

/**
 * A procedure (号) of an affair, with what all of its rows have in common.
 *
 * @param item item (項) of the table
 * @param affair affair (事務)
 * @param affairName the affair in Japanese
 * @param number number (号) within the article; absent where the article was not transcribed
 * @param name the procedure in Japanese
 * @param inquirerRoles who may ask (照会者)
 * @param municipalityCode of whom the ordinance is; absent for what a statute provides
 * @param transcription what it was written from
 * @param validFrom first day, in Japan
 * @param validTo last day, in Japan; absent while in force
 * @param citation the article
 */
public record TableProcedure(
    ItemNumber item,
    AffairId affair,
    String affairName,
    Optional<ProcedureNumber> number,
    String name,
    Set<AgencyRole> inquirerRoles,
    Optional<String> municipalityCode,
    Transcription transcription,
    LocalDate validFrom,
    Optional<LocalDate> validTo,
    String citation) {
  /** Copies the roles. */
  public TableProcedure {
    inquirerRoles = Set.copyOf(inquirerRoles);
  }

  /** Whether the procedure is in force on a day, in Japan. */
  public boolean isInForce(LocalDate day) {
    return !day.isBefore(validFrom) && validTo.map(last -> !day.isAfter(last)).orElse(true);
  }
}
