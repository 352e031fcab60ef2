package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import jp.linkage.local.bench.SignedRecords;
import jp.linkage.local.stack.LocalWitness;
import jp.linkage.local.stack.Processes;
import jp.linkage.protocol.crypto.Aead;
import jp.linkage.protocol.crypto.SecretBytes;
import jp.linkage.protocol.keys.AuditKeyFile;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Records of a month that has long been due: the audit-service destroys its key by itself, and
 * keeps what a hold covers (docs/spec/audit-log.md §13).
 */
final class DestroyedMonth {
  static final String NAME = "2019-01";
  private static final int EXCHANGES = 3;

  private DestroyedMonth() {}

  /** Returns when the service has destroyed the key, and has said so in the log. */
  static void make(RunningLinkage linkage)
      throws SQLException, ExecutionException, InterruptedException {
    Path keys =
        linkage.stack().data().resolve("keys").resolve(Processes.AUDIT).resolve("keys.json");
    SecretBytes month = SecretBytes.random(Aead.KEY_SIZE);
    byte[] wrapped =
        Aead.of(AuditKeyFile.read(keys).periodMasterKey())
            .seal(month.toByteArray(), ("period key " + NAME).getBytes(US_ASCII));
    // The month is held as a whole until its records are there.
    try (var connection = linkage.database(Processes.AUDIT);
        var insert =
            connection.prepareStatement(
                """
                with held as (
                  insert into legal_hold (hold_id, period, case_reference, reason, placed_by,
                    placed_at, placed_index)
                  values (gen_random_uuid(), ?, 'test', 'until it is prepared', 'test', now(), 0))
                insert into period_key (period, wrapped) values (?, ?)
                """)) {
      insert.setString(1, NAME);
      insert.setString(2, NAME);
      insert.setBytes(3, wrapped);
      insert.executeUpdate();
    }
    String origin = LocalWitness.policy(linkage.stack().data()).logs().getFirst().key().name();
    List<byte[]> records =
        new SignedRecords(keys, origin, Map.of(NAME, Aead.of(month))).exchanges(EXCHANGES);
    append(linkage, records);
    awaitSealed(linkage);
    hold(linkage, records.getFirst());
    long destroyed = destroyed(linkage);
    assertEquals(0, destroyed, "the hold on the month");
    try (var connection = linkage.database(Processes.AUDIT);
        var statement = connection.createStatement()) {
      statement.execute(
          "update legal_hold set released_by = 'test', released_at = now(), released_index = 0"
              + " where period is not null");
    }
    long limit = limit();
    while (destroyed(linkage) == 0) {
      assertTrue(System.nanoTime() < limit, "the key is not destroyed");
      Thread.sleep(100);
    }
  }

  private static void hold(RunningLinkage linkage, byte[] request) {
    String exchange = ((ExchangeRecord) LogRecord.parse(request)).exchangeId().toString();
    var reply =
        linkage
            .offices()
            .audit()
            .because("a hold for the test")
            .post("/v1/holds", Map.of("exchangeId", exchange, "caseReference", "test/1"));
    assertEquals(201, reply.status(), reply::toString);
  }

  /** Appends past the service. */
  static void append(RunningLinkage linkage, List<byte[]> records)
      throws ExecutionException, InterruptedException {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", linkage.stack().kafka().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (byte[] record : records) {
        producer.send(new ProducerRecord<>("audit.entries.v1", 0, null, record)).get();
      }
    }
  }

  /** Waits until all that is in the topic now is in the database. */
  static void awaitSealed(RunningLinkage linkage) throws SQLException, InterruptedException {
    long end = linkage.log();
    long limit = limit();
    while (number(linkage, "select size from log_state") < end) {
      assertTrue(System.nanoTime() < limit, "the log is not sealed");
      Thread.sleep(50);
    }
  }

  private static long destroyed(RunningLinkage linkage) throws SQLException {
    return number(
        linkage,
        "select count(*) from period_key where record_index is not null and period = '"
            + NAME
            + "'");
  }

  private static long limit() {
    return System.nanoTime() + 30_000_000_000L;
  }

  private static long number(RunningLinkage linkage, String select) throws SQLException {
    try (var connection = linkage.database(Processes.AUDIT);
        var statement = connection.createStatement();
        var row = statement.executeQuery(select)) {
      row.next();
      return row.getLong(1);
    }
  }
}
