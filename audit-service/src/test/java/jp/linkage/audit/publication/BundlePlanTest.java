package jp.linkage.audit.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Set;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.MonthsRead;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.database.Transactions;
import jp.linkage.protocol.tlog.Bundle;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** A bundle of entries reads the months in which they were logged. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class BundlePlanTest extends RunningService {
  @Inject Transactions transactions;

  @Test
  void bundle_amongManyMonths_readsThoseOfItsEntries() throws SQLException {
    MonthsRead.among(
        transactions,
        months -> {
          BundleRows rows = new BundleRows(months.transactions());
          long first = MonthsRead.FIRST / 256;
          assertEquals(256, rows.find(new Bundle(first + 5, 256)).size());
          assertEquals(Set.of("leaf_2001_01"), months.take());
          assertEquals(256, rows.find(new Bundle(first + 15, 256)).size());
          assertEquals(Set.of("leaf_2001_02"), months.take());
          // the 3,000th entry is in it
          assertEquals(256, rows.find(new Bundle(first + 11, 256)).size());
          assertEquals(Set.of("leaf_2001_01", "leaf_2001_02"), months.take());
        });
  }
}
