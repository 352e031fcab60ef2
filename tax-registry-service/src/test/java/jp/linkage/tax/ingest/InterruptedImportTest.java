package jp.linkage.tax.ingest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import jp.linkage.kit.testing.PartiesResource;
import jp.linkage.tax.Clerk;
import jp.linkage.testing.PostgresResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Imports that are cut short in the middle. Every test stops the worker for certain in its third
 * batch: a transaction of the test has appended the same revision and does not commit, so the
 * worker's insert waits for it.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(
    value = PartiesResource.class,
    initArgs = @ResourceArg(name = "party", value = Clerk.AGENCY))
@QuarkusTestResource(ImportSettings.class)
class InterruptedImportTest {
  private static final int PERSONS = 350;
  private static final int APPLIED = 2 * ImportSettings.BATCH_LINES;
  private static final int IN_THE_THIRD_BATCH = 250;

  private final String prefix = UUID.randomUUID().toString().substring(0, 8);

  @Inject DataSource database;
  @Inject ImportWorker worker;

  @AfterEach
  void goOn() {
    worker.start();
  }

  @Test
  void worker_killedInABatch_continuesWhereItStopped() throws Exception {
    try (Connection obstacle = obstacle()) {
      String id = sendAndWaitForTheObstacle();
      Thread stopping = Thread.ofVirtual().start(this::stopWorker);
      killBackendOfTheWorker();
      stopping.join();
      assertEquals("applying", SentFile.job(id).getString("state"));
      assertEquals(APPLIED, SentFile.job(id).getInt("linesApplied"));
      assertEquals(APPLIED, revisionsOf(id));

      obstacle.rollback();
      worker.start();
      assertWholeFileIsImportedOnce(id);
    }
  }

  @Test
  void job_heldByAKilledReplica_isTakenOverWhenItsLeaseEnds() throws Exception {
    try (Connection obstacle = obstacle()) {
      String id = sendAndWaitForTheObstacle();
      Thread stopping = Thread.ofVirtual().start(this::stopWorker);
      killBackendOfTheWorker();
      stopping.join();
      change(
          "update import_job set worker = gen_random_uuid(),"
              + " leased_until = now() + interval '2 seconds' where id = '"
              + id
              + "'");
      obstacle.rollback();
      worker.start();
      long leaseLeft = millisecondsOfLease(id);
      assertTrue(leaseLeft > 0);
      assertEquals(APPLIED, SentFile.job(id).getInt("linesApplied"));
      assertWholeFileIsImportedOnce(id);
    }
  }

  @Test
  void worker_thatLostItsJob_changesNothingAnyMore() throws Exception {
    try (Connection obstacle = obstacle()) {
      String id = sendAndWaitForTheObstacle();
      change(
          "update import_job set worker = gen_random_uuid(),"
              + " leased_until = now() + interval '1 hour' where id = '"
              + id
              + "'");
      obstacle.rollback();
      stopWorker();
      assertEquals(APPLIED, SentFile.job(id).getInt("linesApplied"));
      assertEquals(APPLIED, revisionsOf(id));

      change("update import_job set leased_until = null where id = '" + id + "'");
      worker.start();
      assertWholeFileIsImportedOnce(id);
    }
  }

  @Test
  void correction_inTheMiddleOfAnImport_isKeptAndTheImportIsTheNextRevision() throws Exception {
    try (Connection obstacle = obstacle()) {
      String id = sendAndWaitForTheObstacle();
      obstacle.commit();
      JsonPath job = SentFile.finished(id);
      assertEquals("completed", job.getString("state"));
      assertEquals(PERSONS - 1, job.getInt("added"));
      assertEquals(1, job.getInt("changed"));
      Clerk.clerk()
          .get("/v1/assessments/{addresseeNumber}/2026/history", prefix + "-" + IN_THE_THIRD_BATCH)
          .then()
          .body("items.revision", contains(2, 1))
          .body("items.taxStatus", contains("taxed", "undeclared"));
    }
  }

  @Test
  void validation_cutShort_beginsAgain() throws Exception {
    stopWorker();
    String id = SentFile.csv(SentFile.of(prefix, PERSONS)).statusCode(202).extract().path("id");
    change(
        """
        update import_job set state = 'validating', worker = gen_random_uuid(), lines_read = 7,
            lines_accepted = 6, lines_rejected = 1, faults = 1, leased_until = now()
        where id = '%1$s';
        insert into import_line (import_id, line, accepted) values ('%1$s', 2, false);
        insert into import_fault (import_id, line, position, kind, expected, expected_ja)
        values ('%1$s', 2, 0, 'value', '', '')
        """
            .formatted(id));
    worker.start();
    assertWholeFileIsImportedOnce(id);
    SentFile.errors(id).body("items", hasSize(0));
  }

  @Test
  void job_withoutProgressInManyAttempts_hasFailedAndItsFileCanBeSentAgain() throws Exception {
    stopWorker();
    String file = SentFile.of(prefix, 3);
    String id = SentFile.csv(file).statusCode(202).extract().path("id");
    change("update import_job set attempts = 5 where id = '" + id + "'");
    worker.start();
    assertEquals("failed", SentFile.finished(id).getString("state"));
    String second = SentFile.csv(file).statusCode(202).extract().path("id");
    assertEquals("completed", SentFile.finished(second).getString("state"));
  }

  @Test
  void service_stoppedInABatch_finishesTheBatchAndLeavesTheRest() throws Exception {
    try (Connection obstacle = obstacle()) {
      String id = sendAndWaitForTheObstacle();
      Thread stopping = Thread.ofVirtual().start(this::stopWorker);
      SentFile.pause();
      obstacle.rollback();
      stopping.join();
      assertEquals(APPLIED + ImportSettings.BATCH_LINES, SentFile.job(id).getInt("linesApplied"));
      assertEquals("applying", SentFile.job(id).getString("state"));
      worker.start();
      assertWholeFileIsImportedOnce(id);
    }
  }

  private void assertWholeFileIsImportedOnce(String id) throws SQLException {
    JsonPath job = SentFile.finished(id);
    assertEquals("completed", job.getString("state"));
    assertEquals(PERSONS, job.getInt("linesRead"));
    assertEquals(PERSONS, job.getInt("linesApplied"));
    assertEquals(PERSONS, job.getInt("added"));
    assertEquals(0, job.getInt("changed") + job.getInt("unchanged"));
    assertEquals(PERSONS, revisionsOf(id));
    Clerk.clerk()
        .get("/v1/assessments/{addresseeNumber}/2026/history", prefix + "-" + IN_THE_THIRD_BATCH)
        .then()
        .body("items", hasSize(1))
        .body("items[0].importId", is(id));
  }

  /** Appends the first revision of a person in the third batch, and does not commit. */
  private Connection obstacle() throws SQLException {
    Connection connection = database.getConnection();
    connection.setAutoCommit(false);
    try (var insert = connection.createStatement()) {
      insert.executeUpdate(
          """
          insert into assessment_revision (addressee_no, fiscal_year, revision, tax_status,
              address_on_january_1, figures, reason, recorded_by)
          values ('%s-%d', 2026, 1, 'undeclared', 'municipality', '{}', 'initial', 'pseudonym-test')
          """
              .formatted(prefix, IN_THE_THIRD_BATCH));
    }
    return connection;
  }

  private String sendAndWaitForTheObstacle() throws SQLException {
    String id = SentFile.csv(SentFile.of(prefix, PERSONS)).statusCode(202).extract().path("id");
    SentFile.await(id, job -> job.getInt("linesApplied") == APPLIED && isWaiting());
    return id;
  }

  private static final String WAITING =
      """
      from pg_stat_activity
      where wait_event_type = 'Lock' and query like 'with batch as%' and datname = current_database()
      """;

  private boolean isWaiting() {
    try {
      return number("select count(*) " + WAITING) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void killBackendOfTheWorker() throws SQLException {
    assertEquals(1, number("select count(*) filter (where pg_terminate_backend(pid)) " + WAITING));
  }

  private void stopWorker() {
    try {
      worker.stop();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private long millisecondsOfLease(String id) throws SQLException {
    return number(
        "select (extract(epoch from leased_until - now()) * 1000)::bigint from import_job"
            + " where id = '"
            + id
            + "'");
  }

  private long revisionsOf(String id) throws SQLException {
    return number("select count(*) from assessment_revision where import_id = '" + id + "'");
  }

  private long number(String query) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void change(String statements) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }
}
