package jp.linkage.audit.flag.config;

import java.util.Optional;
import java.util.Set;
import jp.linkage.audit.flag.rule.Bulk;
import jp.linkage.audit.flag.rule.DeniedThenSuccess;
import jp.linkage.audit.flag.rule.FirstTimePair;
import jp.linkage.audit.flag.rule.OffHours;
import jp.linkage.audit.flag.rule.OfficeHours;
import jp.linkage.audit.flag.rule.Official;
import jp.linkage.audit.flag.rule.OverOwnMedian;
import jp.linkage.audit.flag.rule.RepeatedPerson;
import jp.linkage.audit.flag.rule.RequestWithoutRelease;
import jp.linkage.protocol.json.Bytes;

/**
 * All thresholds. A rule that is switched off is empty.
 *
 * @param version as the operator calls it
 * @param hash SHA-256 of the text, as a file may change without its version
 * @param text every setting in force, with the defaults
 * @param batchAccounts who asks by machine: not measured by rules about the habits of people
 */
public record FlagRules(
    String version,
    Bytes hash,
    String text,
    OfficeHours hours,
    Set<Official> batchAccounts,
    Optional<Bulk> bulk,
    Optional<OffHours> offHours,
    Optional<DeniedThenSuccess> deniedThenSuccess,
    Optional<RequestWithoutRelease> requestWithoutRelease,
    Optional<FirstTimePair> firstTimePair,
    Optional<OverOwnMedian> overOwnMedian,
    Optional<RepeatedPerson> repeatedPerson) {
  /** How far back days are counted at most. */
  public static final int MAX_DAYS = 92;
}
