package jp.linkage.audit.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.MonthsRead;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.TestViews;
import jp.linkage.audit.view.Viewed;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** The records of an exchange are read in the months in which they were logged. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class ReceiptPlanTest extends RunningService {
  @Inject Transactions transactions;

  @Test
  void records_amongManyMonths_readsThoseOfTheExchange() throws SQLException {
    MonthsRead.among(
        transactions,
        months -> {
          Viewed view = TestViews.ofAllAgencies();
          UUID exchange = MonthsRead.exchange(0, 9);
          List<Entry> entries = new EntryRows(months.transactions()).ofExchange(view, exchange);
          assertEquals(2, entries.size());
          assertEquals(Set.of(), months.take());
          ReceiptRows rows = new ReceiptRows(months.transactions());
          assertEquals(2, rows.of(view, exchange, entries).size());
          assertEquals(Set.of("leaf_2001_01", "leaf_2001_03"), months.take());
          assertEquals(1, rows.of(view, exchange, entries.subList(1, 2)).size());
          assertEquals(Set.of("leaf_2001_03"), months.take());
        });
  }
}
