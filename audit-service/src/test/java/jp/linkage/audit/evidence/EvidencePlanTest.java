package jp.linkage.audit.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.MonthsRead;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.view.TestViews;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/** The records of exchanges are read in the months in which they were logged. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class EvidencePlanTest extends RunningService {
  @Inject Transactions transactions;

  @Test
  void evidence_amongManyMonths_readsThoseOfItsRecords() throws SQLException {
    MonthsRead.among(
        transactions,
        months -> {
          EvidenceRows rows = new EvidenceRows(months.transactions());
          List<UUID> one = List.of(MonthsRead.exchange(1, 7));
          assertEquals(2, rows.of(TestViews.ofAllAgencies(), one).size());
          assertEquals(Set.of("leaf_2001_02", "leaf_2001_04"), months.take());
          // as many as there may be: no reason to read everything
          List<UUID> many =
              IntStream.range(0, 1000).mapToObj(i -> MonthsRead.exchange(0, 2 * i)).toList();
          assertEquals(2000, rows.of(TestViews.ofAllAgencies(), many).size());
          assertEquals(Set.of("leaf_2001_01", "leaf_2001_03"), months.take());
        });
  }
}
