package jp.linkage.audit.projection;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jp.linkage.audit.AuditResource;
import jp.linkage.audit.OutsideReader;
import jp.linkage.audit.RunningService;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.TestLog;
import jp.linkage.audit.TestNumbers;
import jp.linkage.audit.Waiting;
import jp.linkage.audit.database.Transactions;
import jp.linkage.protocol.conversion.PersonToken;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.Test;

/**
 * How much of the database the months of records are. {@code -Dlinkage.volume.exchanges=5000} makes
 * as many exchanges of one person each, or what can be made in two minutes, and prints every
 * table's volume.
 */
@QuarkusTest
@TestProfile(VolumeTest.OwnLog.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
@SuppressWarnings("NullAway.Init") // Quarkus gives the fields their values before the tests
class VolumeTest extends RunningService {
  private static final int EXCHANGES = Integer.getInteger("linkage.volume.exchanges", 20);
  private static final int PERSONS = 100;
  private static final Duration LONGEST = Duration.ofMinutes(2);

  // a month and its TOAST and index stand for its parent
  private static final String VOLUMES =
      """
      select coalesce(i.inhparent, c.oid)::regclass || ' ' || sum(pg_total_relation_size(c.oid))
      from pg_class c left join pg_inherits i on i.inhrelid = c.oid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      group by coalesce(i.inhparent, c.oid)
      order by sum(pg_total_relation_size(c.oid)) desc
      """;

  @Inject Transactions transactions;

  TestGateway gateway;
  EmbeddedKafka kafka;
  Manifest manifest;

  /** A profile of its own starts the service anew. */
  public static class OwnLog implements QuarkusTestProfile {}

  @Test
  void records_ofOnePerson_areKeptInTheirRows() throws Exception {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < PERSONS; i++) {
      numbers.add(TestNumbers.next());
    }
    gateway.register(numbers);
    long before = TestLog.end(kafka);
    List<PersonToken> tokens = gateway.enrol(AOBA_WELFARE, numbers);
    long until = System.nanoTime() + LONGEST.toNanos();
    int made = 0;
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> exchanges = new ArrayList<>();
      for (int i = 0; i < EXCHANGES; i++) {
        PersonToken token = tokens.get(i % PERSONS);
        exchanges.add(threads.submit(() -> System.nanoTime() < until && exchange(token)));
      }
      for (Future<Boolean> exchange : exchanges) {
        made += exchange.get() ? 1 : 0;
      }
    }
    long end = TestLog.end(kafka);
    // more where an exchange was repeated
    assertTrue(end - before >= 1 + 2L * made && made > 0);
    new OutsideReader(manifest).checkpointOf(end);
    query("vacuum analyze");
    long octets = number("select sum(octet_length(record)) from leaf");
    long volume =
        number(
            "select sum(pg_total_relation_size(relid)) from pg_partition_tree('leaf') where"
                + " isleaf");
    assertTrue(volume > octets, () -> volume + " " + octets);
    // one person's record is nowhere in pieces
    assertEquals(
        0,
        number(
            "select count(*) from leaf join entry using (leaf_index) where type in"
                + " ('REQUEST', 'RELEASE') and pg_column_toast_chunk_id(record) is not null"));
    List<String> volumes = query(VOLUMES);
    if (Integer.getInteger("linkage.volume.exchanges") != null) {
      System.out.printf("%d records of %d octets%n", end, octets);
      volumes.forEach(System.out::println);
    }
  }

  private boolean exchange(PersonToken token) {
    ConversionRequest request =
        gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(token), Terms.now());
    accepted("conversions", request.bytes());
    List<ReleaseItem> items =
        List.of(new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(Bytes.sha256(Bytes.u32(1)))));
    accepted(
        "releases",
        gateway
            .release(
                request.header(), Roots.requestRoot(request), items, Bytes.sha256(Bytes.u32(2)))
            .bytes());
    return true;
  }

  /** Sooner or later, on a machine that does other things too. */
  private static void accepted(String path, byte[] message) {
    Waiting.until(path, () -> post(path, message).statusCode() == 200);
  }

  private long number(String sql) {
    return Long.parseLong(query(sql).getFirst());
  }

  private List<String> query(String sql) {
    return transactions.read(connection -> {
      List<String> found = new ArrayList<>();
      try (var statement = connection.createStatement()) {
        if (statement.execute(sql)) {
          try (var row = statement.getResultSet()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
        }
      }
      return found;
    });
  }
}
