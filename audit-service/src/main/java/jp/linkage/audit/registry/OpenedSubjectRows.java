package jp.linkage.audit.registry;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import jp.linkage.audit.period.OpenedCopies;
import jp.linkage.kit.database.Command;
import jp.linkage.kit.database.RoundTrip;

/**
 * When somebody was registered, to the microsecond: it leads from a subject to the REGISTER record
 * of that moment. The month stays, and the subject.
 */
@ApplicationScoped
class OpenedSubjectRows implements OpenedCopies {
  private static final String BLUR =
      "update subject set registered_at = ? where registered_at > ? and registered_at < ?";

  @Override
  public void destroy(Connection transaction, YearMonth month) throws SQLException {
    Instant begin = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var _ = RoundTrip.of(transaction, Command.change(BLUR, begin, begin, end));
  }
}
