package jp.linkage.audit.conversion;

import static jp.linkage.audit.TestGateway.post;
import static jp.linkage.audit.TestGateway.send;
import static jp.linkage.audit.conversion.ConversionResourceTest.requireProblem;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.testing.EmbeddedKafka;
import jp.linkage.testing.KafkaResource;
import jp.linkage.testing.PostgresResource;
import jp.linkage.testing.SmallDisk;
import org.junit.jupiter.api.Test;

/**
 * The database's disk fills up under load (AUDIT.md §5, fault 21): nobody is answered of whom
 * nothing could be kept, and with room on the disk everything goes on by itself.
 */
@QuarkusTest
@TestProfile(FullDiskTest.OwnDatabase.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(AuditResource.class)
class FullDiskTest extends RunningService {
  private static final int UNTIL_FULL = 2000;

  @Inject Transactions transactions;

  TestGateway gateway;
  Manifest manifest;
  EmbeddedKafka kafka;

  /** A profile of its own starts the service anew, with a database of its own. */
  public static class OwnDatabase implements QuarkusTestProfile {}

  @Test
  void convert_diskOfTheDatabaseFull_refusedAndNothingIsHalfDone() {
    Optional<SmallDisk> mounted = SmallDisk.mount(16);
    assumeTrue(mounted.isPresent(), "this process may not mount a disk");
    try (SmallDisk disk = mounted.get()) {
      String number = TestNumbers.next();
      gateway.register(List.of(number));
      PersonToken token = gateway.enrol(AOBA_WELFARE, List.of(number)).getFirst();
      move(disk, "small", "exchange", "entry");
      List<ConversionRequest> answered = new ArrayList<>();
      disk.fill();
      ConversionRequest refused = untilRefused(token, answered);
      long bound = number("select count(*) from exchange");
      ConversionRequest more = request(token);
      assertUnavailable(post("conversions", more.bytes()));
      assertEquals(bound, number("select count(*) from exchange"));

      disk.makeRoom();
      Waiting.untilReady();
      for (ConversionRequest again : List.of(refused, more)) {
        assertInstanceOf(
            ConversionResult.Converted.class,
            send(gateway.signed(again.header(), again.items())).items().getFirst());
        answered.add(again);
      }
      for (ConversionRequest request : answered) {
        assertFalse(TestLog.of(kafka, request.header().exchangeId()).isEmpty());
      }
      requireSealed();
      move(disk, "pg_default", "exchange", "entry");
      execute("drop tablespace small");
    }
  }

  private ConversionRequest untilRefused(PersonToken token, List<ConversionRequest> answered) {
    for (int i = 0; i < UNTIL_FULL; i++) {
      ConversionRequest request = request(token);
      Response response = post("conversions", request.bytes());
      if (response.statusCode() != 200) {
        assertUnavailable(response);
        return request;
      }
      answered.add(request);
    }
    throw new AssertionError("the disk is not full");
  }

  private ConversionRequest request(PersonToken token) {
    return gateway.convert(AOBA_WELFARE, AOBA_TAX, List.of(token), Terms.now());
  }

  private static void assertUnavailable(Response response) {
    requireProblem(503, "audit-unavailable", response);
    assertTrue(Integer.parseInt(response.header("Retry-After")) >= 1);
    assertFalse(response.asString().contains("\"e2\""));
  }

  /** Every record of the topic is a row and a leaf, provable to somebody outside. */
  private void requireSealed() {
    List<byte[]> leaves = TestLog.leaves(kafka);
    OutsideReader reader = new OutsideReader(manifest);
    var checkpoint = reader.checkpointOf(leaves.size());
    long last = leaves.size() - 1L;
    reader.verifyInclusion(leaves.getLast(), last, checkpoint);
    assertTrue(number("select count(*) from leaf") >= leaves.size());
    assertEquals(
        number("select count(*) from leaf"), number("select max(leaf_index) + 1 from leaf"));
  }

  private void move(SmallDisk disk, String tablespace, String... tables) {
    if (number("select count(*) from pg_tablespace where spcname = 'small'") == 0) {
      Path folder = disk.folder().resolve("tablespace");
      assertTrue(folder.toFile().mkdir());
      execute("create tablespace small location '" + folder + "'");
    }
    for (String table : tables) {
      execute("alter table " + table + " set tablespace " + tablespace);
    }
  }

  // outside of a transaction, in which no tablespace is made
  private void execute(String sql) {
    var _ =
        transactions.read(connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private long number(String sql) {
    return transactions.read(connection -> {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    });
  }
}
