package jp.linkage.audit.flag.detect;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jp.linkage.audit.append.LogStateRows;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.flag.config.FlagRules;
import jp.linkage.audit.flag.rule.Bulk;
import jp.linkage.audit.flag.rule.DeniedThenSuccess;
import jp.linkage.audit.flag.rule.FirstTimePair;
import jp.linkage.audit.flag.rule.OffHours;
import jp.linkage.audit.flag.rule.OfficialDay;
import jp.linkage.audit.flag.rule.OverOwnMedian;
import jp.linkage.audit.flag.rule.RepeatedPerson;
import jp.linkage.audit.flag.rule.RepeatedPerson.LookUp;
import jp.linkage.audit.flag.rule.RequestWithoutRelease;
import jp.linkage.protocol.json.Bytes;

/** Looks at the next records of the log, in one transaction. */
@ApplicationScoped
class EvaluateBatch {
  private final CursorRows cursors;
  private final ActRows acts;
  private final OfficialRows officials;
  private final SuccessRows successes;
  private final UnansweredRows unanswered;
  private final PairRows pairs;
  private final LookUpRows lookUps;
  private final RaisedRows raised;
  private final FlagIds ids;
  private final Clock clock;

  EvaluateBatch(
      CursorRows cursors,
      ActRows acts,
      OfficialRows officials,
      SuccessRows successes,
      UnansweredRows unanswered,
      PairRows pairs,
      LookUpRows lookUps,
      RaisedRows raised,
      FlagIds ids,
      Clock clock) {
    this.cursors = cursors;
    this.acts = acts;
    this.officials = officials;
    this.successes = successes;
    this.unanswered = unanswered;
    this.pairs = pairs;
    this.lookUps = lookUps;
    this.raised = raised;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Looks at no more than so many leaves.
   *
   * @return whether there were any; none while the projection is behind what was looked at before
   */
  boolean next(Connection session, FlagRules rules, int most) throws SQLException {
    return Transactions.commit(
        session,
        connection -> {
          acts.lock(connection);
          Cursor cursor = cursors.select(connection);
          long projected = LogStateRows.select(connection).map(log -> log.nextOffset()).orElse(0L);
          Optional<Batch> batch =
              acts.read(
                  connection, cursor.nextLeaf(), Math.min(projected, cursor.nextLeaf() + most));
          if (batch.isEmpty()) {
            return false;
          }
          look(connection, rules, cursor, batch.get());
          return true;
        });
  }

  private void look(Connection connection, FlagRules rules, Cursor cursor, Batch batch)
      throws SQLException {
    List<Raised> found = new ArrayList<>();
    Instant logTime = cursor.logTime(batch);
    for (OfficialDay day : officials.add(connection, batch.asking(), rules.hours())) {
      ofOfficial(connection, rules, batch, day, found);
    }
    if (rules.deniedThenSuccess().isPresent()) {
      ofSuccesses(connection, rules, rules.deniedThenSuccess().get(), batch, found);
    }
    Optional<Instant> overdueTo = cursor.overdueTo();
    if (rules.requestWithoutRelease().isPresent()) {
      Instant cutoff = rules.requestWithoutRelease().get().cutoff(logTime);
      // a time that was made longer asks nobody twice
      if (overdueTo.isEmpty() || overdueTo.get().isBefore(cutoff)) {
        ofUnanswered(connection, rules, overdueTo, cutoff, batch, found);
        overdueTo = Optional.of(cutoff);
      }
    }
    ofPairs(connection, rules.firstTimePair(), cursor.began(batch), batch, found);
    if (rules.repeatedPerson().isPresent()) {
      ofPersons(connection, rules.repeatedPerson().get(), batch, found);
    }
    save(connection, rules, found);
    officials.forgetBefore(
        connection, rules.hours().day(logTime).minusDays(FlagRules.MAX_DAYS + 1L));
    cursors.advance(connection, cursor, cursor.after(batch, overdueTo));
  }

  private void ofOfficial(
      Connection connection, FlagRules rules, Batch batch, OfficialDay day, List<Raised> found)
      throws SQLException {
    if (rules.batchAccounts().contains(day.official())) {
      return;
    }
    Raised.FindEvidence ofDay = later -> officials.ofDay(later, day, batch.to());
    Optional<Bulk> bulk = rules.bulk();
    bulk.flatMap(rule -> rule.judge(day))
        .ifPresent(finding -> found.add(new Raised(finding, ofDay)));
    Optional<OffHours> offHours = rules.offHours();
    offHours
        .flatMap(rule -> rule.judge(day))
        .ifPresent(finding ->
            found.add(
                new Raised(
                    finding,
                    later ->
                        officials.outside(later, day, batch.to(), rules.hours().open(day.day())))));
    Optional<OverOwnMedian> median = rules.overOwnMedian().filter(rule -> rule.isNear(day));
    if (median.isPresent()) {
      List<Long> earlier =
          officials.earlier(connection, day.official(), day.day(), median.get().days());
      median.get().judge(day, earlier).ifPresent(finding -> found.add(new Raised(finding, ofDay)));
    }
  }

  private void ofSuccesses(
      Connection connection,
      FlagRules rules,
      DeniedThenSuccess rule,
      Batch batch,
      List<Raised> found)
      throws SQLException {
    List<Act> releases = batch.of(Act.Kind.RELEASE);
    for (SuccessRows.Answered answered : successes.find(connection, releases, rules.hours())) {
      List<SuccessRows.Denied> denied =
          successes.denied(connection, answered.success(), rule.since(answered.success()));
      rule.judge(answered.success(), denied.stream().map(SuccessRows.Denied::at).toList())
          .ifPresent(finding -> {
            List<Evidence> evidence = new ArrayList<>();
            // the success is what matters: it stays where there are many denials
            denied.stream()
                .skip(Math.max(0, denied.size() - Evidence.MAX + 1))
                .map(SuccessRows.Denied::evidence)
                .forEach(evidence::add);
            evidence.add(answered.request());
            found.add(new Raised(finding, _ -> evidence));
          });
    }
  }

  private void ofUnanswered(
      Connection connection,
      FlagRules rules,
      Optional<Instant> after,
      Instant cutoff,
      Batch batch,
      List<Raised> found)
      throws SQLException {
    RequestWithoutRelease rule = rules.requestWithoutRelease().orElseThrow();
    for (RequestWithoutRelease.Overdue overdue :
        unanswered.add(connection, after, cutoff, batch.to(), rules.hours())) {
      rule.judge(overdue)
          .ifPresent(finding ->
              found.add(new Raised(finding, later -> unanswered.of(later, overdue, cutoff))));
    }
  }

  /** Which pairs there are is noted also while nothing is flagged. */
  private void ofPairs(
      Connection connection,
      Optional<FirstTimePair> rule,
      Instant began,
      Batch batch,
      List<Raised> found)
      throws SQLException {
    for (PairRows.Added added : pairs.add(connection, batch.of(Act.Kind.REQUEST))) {
      rule.flatMap(judging -> judging.judge(added.first(), began))
          .ifPresent(finding -> found.add(new Raised(finding, _ -> List.of(added.request()))));
    }
  }

  private void ofPersons(
      Connection connection, RepeatedPerson rule, Batch batch, List<Raised> found)
      throws SQLException {
    for (Map.Entry<Bytes, List<LookUp>> person : lookUps.find(connection, batch, rule).entrySet()) {
      for (RepeatedPerson.Found repeated : rule.judge(person.getKey(), person.getValue())) {
        List<Evidence> evidence =
            repeated.lookUps().stream()
                .map(one -> new Evidence(one.leafIndex(), one.exchange()))
                .distinct()
                .limit(Evidence.MAX)
                .toList();
        found.add(new Raised(repeated.finding(), _ -> evidence));
      }
    }
  }

  private void save(Connection connection, FlagRules rules, List<Raised> found)
      throws SQLException {
    if (found.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    raised.note(connection, rules, now);
    for (Raised one : found) {
      UUID id = ids.of(one.finding());
      int noted = raised.save(connection, id, one.finding(), rules, now);
      if (noted < Evidence.MAX) {
        List<Evidence> evidence = one.evidence().find(connection);
        raised.add(
            connection, id, evidence.subList(0, Math.min(evidence.size(), Evidence.MAX - noted)));
      }
    }
  }
}
