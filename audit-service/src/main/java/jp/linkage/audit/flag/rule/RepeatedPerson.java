package jp.linkage.audit.flag.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import jp.linkage.protocol.header.AgencyId;
import jp.linkage.protocol.json.Bytes;

/**
 * One person is asked about by many officials, or very often. The log can tell that two records are
 * about one person by the lid, for as long as it holds the key of their month; a finding links them
 * within one month only, and its key says nothing about another month's
 * (docs/spec/auditors-api.md).
 *
 * @param officials from so many officials of one agency on
 * @param officialsOfAllAgencies from so many officials of all agencies together on
 * @param exchanges from so many exchanges of one agency on
 * @param within how long a time these are counted in
 */
public record RepeatedPerson(
    Severity severity,
    long officials,
    long officialsOfAllAgencies,
    long exchanges,
    Duration within) {

  /** A request about the person. */
  public record LookUp(long leafIndex, UUID exchange, Instant at, Official official) {}

  /** A finding with what it rests on, the oldest first. */
  public record Found(Finding finding, List<LookUp> lookUps) {}

  /** No person with less has a finding. */
  public long leastOfficials() {
    return Math.min(officials, officialsOfAllAgencies);
  }

  /**
   * Judges what was asked about one person.
   *
   * @param lookUps in the order of the log
   * @return at most one for each agency and month, and one for all agencies and month
   */
  public List<Found> judge(Bytes lid, List<LookUp> lookUps) {
    List<Found> found = new ArrayList<>();
    for (YearMonth month : lookUps.stream().map(RepeatedPerson::month).distinct().toList()) {
      List<LookUp> ofMonth = lookUps.stream().filter(one -> month(one).equals(month)).toList();
      ofMonth.stream()
          .map(one -> one.official().agency())
          .distinct()
          .forEach(agency ->
              judge(
                      new FlagSubject.OfPerson(Optional.of(agency), lid),
                      month,
                      ofMonth.stream()
                          .filter(one -> one.official().agency().equals(agency))
                          .toList())
                  .ifPresent(found::add));
      judge(new FlagSubject.OfPerson(Optional.empty(), lid), month, ofMonth).ifPresent(found::add);
    }
    return found;
  }

  /** The month under whose key the records are. */
  private static YearMonth month(LookUp lookUp) {
    return YearMonth.from(lookUp.at().atOffset(ZoneOffset.UTC));
  }

  private Optional<Found> judge(
      FlagSubject.OfPerson subject, YearMonth month, List<LookUp> lookUps) {
    Optional<Found> largest = Optional.empty();
    int first = 0;
    for (int last = 0; last < lookUps.size(); last++) {
      Instant since = lookUps.get(last).at().minus(within);
      while (!lookUps.get(first).at().isAfter(since)) {
        first++;
      }
      Optional<Found> here = ofWindow(subject, month, lookUps.subList(first, last + 1));
      if (here.isPresent()
          && largest
              .map(known -> here.get().finding().exchanges() > known.finding().exchanges())
              .orElse(true)) {
        largest = here;
      }
    }
    return largest;
  }

  private Optional<Found> ofWindow(
      FlagSubject.OfPerson subject, YearMonth month, List<LookUp> lookUps) {
    Set<Official> who = new HashSet<>();
    Set<UUID> which = new HashSet<>();
    lookUps.forEach(one -> {
      who.add(one.official());
      which.add(one.exchange());
    });
    Optional<AgencyId> agency = subject.agency();
    long mostOfficials = agency.isPresent() ? officials : officialsOfAllAgencies;
    Finding.Numbers numbers;
    if (who.size() >= mostOfficials) {
      numbers = Finding.Numbers.of(who.size(), mostOfficials);
    } else if (agency.isPresent() && which.size() >= exchanges) {
      numbers = Finding.Numbers.of(which.size(), exchanges);
    } else {
      return Optional.empty();
    }
    Finding finding =
        new Finding(
            FlagRule.REPEATED_PERSON,
            severity,
            subject,
            month.toString(),
            lookUps.getFirst().at(),
            lookUps.getLast().at().plusMillis(1),
            numbers,
            which.size(),
            String.format(
                Locale.ROOT,
                "One person was asked about in %d exchanges by %d officials of %s within %d hours."
                    + " Flagged from %s. Looked at within one month only.",
                which.size(),
                who.size(),
                agency.map(AgencyId::value).orElse("all agencies"),
                within.toHours(),
                agency.isPresent()
                    ? mostOfficials + " officials, or " + exchanges + " exchanges"
                    : mostOfficials + " officials"));
    return Optional.of(new Found(finding, List.copyOf(lookUps)));
  }
}
