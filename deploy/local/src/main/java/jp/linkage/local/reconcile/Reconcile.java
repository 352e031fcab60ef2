package jp.linkage.local.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jp.linkage.local.demo.Offices;
import jp.linkage.local.stack.Processes;

/** Compares the records of all agencies of a run with the log, for a period. */
public final class Reconcile {
  private final Offices offices;

  /** Asks the services of a run. */
  public Reconcile(Offices offices) {
    this.offices = offices;
  }

  /**
   * What was found.
   *
   * @param exchanges how many exchanges any of the three knows
   * @param differences ordered by exchange id
   */
  public record Result(int exchanges, List<Difference> differences) {
    /** Whether all three agree and every request was released. */
    public boolean agrees() {
      return differences.isEmpty();
    }
  }

  /** Compares. */
  public Result of(Period period) {
    var records = new ReadRecords();
    for (String agency : Processes.AGENCIES) {
      records.add(offices.office(agency, "agency-auditor-01", "agency-auditor"), period);
    }
    var log = new ReadLog(offices.audit());
    Map<String, LoggedExchange> logged = log.requestedIn(period);
    Set<String> ids = new TreeSet<>(logged.keySet());
    ids.addAll(records.asInquirer().keySet());
    ids.addAll(records.asProvider().keySet());
    var differences = new ArrayList<Difference>();
    for (String id : ids) {
      LoggedExchange exchange = logged.get(id);
      // A release may come after the period, and a record may say another time than the log
      if (exchange == null || (!exchange.isDenied() && exchange.release().isEmpty())) {
        exchange = log.exchange(id);
      }
      differences.addAll(
          CompareExchange.of(
              id,
              Optional.ofNullable(records.asInquirer().get(id)),
              Optional.ofNullable(records.asProvider().get(id)),
              exchange));
    }
    return new Result(ids.size(), differences);
  }
}
