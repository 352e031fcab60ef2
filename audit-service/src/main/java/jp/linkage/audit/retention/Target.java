package jp.linkage.audit.retention;

import java.time.YearMonth;
import java.util.UUID;

/** What a hold covers. */
sealed interface Target {
  /** How the query names it. */
  String name();

  /** Its value. */
  String value();

  /** Every record of an exchange. */
  record Exchange(UUID id) implements Target {
    @Override
    public String name() {
      return "exchangeId";
    }

    @Override
    public String value() {
      return id.toString();
    }
  }

  /** The records of an auditor's case: its opening, what offices read in it, who looked at it. */
  record AuditorsCase(UUID id) implements Target {
    @Override
    public String name() {
      return "caseId";
    }

    @Override
    public String value() {
      return id.toString();
    }
  }

  /** Every record of a month. */
  record Month(YearMonth month) implements Target {
    @Override
    public String name() {
      return "month";
    }

    @Override
    public String value() {
      return month.toString();
    }
  }
}
