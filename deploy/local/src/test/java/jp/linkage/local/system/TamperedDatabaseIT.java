package jp.linkage.local.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import jp.linkage.local.stack.Processes;
import jp.linkage.local.system.CopiedProjection.Verified;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever has all rights on the audit-service's database changes what the auditors search in: it is
 * found, and named, by deriving every column again (AUDIT.md §5, rows 14 and 15, invariant III).
 */
@ExtendWith(WithRunningLinkage.class)
class TamperedDatabaseIT {
  private static final String SCHEMA = "tampered";

  /** The first request that was answered. */
  private static final String ANSWERED =
      "(select min(leaf_index) from public.entry where type = 'REQUEST' and released_at is not"
          + " null)";

  /** The first request of the month whose key is destroyed, of which nothing is held. */
  private static final String SHREDDED =
      "(select min(leaf_index) from public.entry where type = 'REQUEST' and state = 'shredded')";

  private static final String OLD_MONTH = " where period = '" + DestroyedMonth.NAME + "'";

  /** Which would keep a duplicate from looking like a first record. */
  private static final String WITHOUT_UNIQUE_INDEXES =
      """
      do $$ declare i regclass; begin
        for i in select indexrelid from pg_index
          where indrelid = 'entry'::regclass and indisunique and not indisprimary
        loop execute 'drop index ' || i; end loop;
      end $$;
      """;

  private static boolean prepared;

  private final RunningLinkage linkage;

  TamperedDatabaseIT(RunningLinkage linkage) {
    this.linkage = linkage;
  }

  /** Every kind of record, a duplicate and what is no record. */
  @BeforeEach
  void prepare() throws SQLException, ExecutionException, InterruptedException {
    if (prepared) {
      return;
    }
    linkage.askSuccessfully();
    linkage.askSuccessfully();
    assertEquals(
        200, linkage.offices().audit().because("a look for the test").get("/v1/entries").status());
    byte[] again;
    try (var connection = linkage.database(Processes.AUDIT);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery("select record from leaf where leaf_index = " + ANSWERED)) {
      row.next();
      again = row.getBytes(1);
    }
    DestroyedMonth.append(linkage, List.of(again, "no record".getBytes(UTF_8)));
    DestroyedMonth.make(linkage);
    DestroyedMonth.awaitSealed(linkage);
    prepared = true;
  }

  @Test
  void verify_untouchedDatabase_holdsWithEveryColumnCompared() throws SQLException {
    try (var copy = CopiedProjection.of(linkage, SCHEMA)) {
      Verified verified = copy.verify();
      assertEquals(0, verified.status(), verified::toString);
      // A column or table that somebody adds must be compared, or be named as none of the log's.
      assertFalse(verified.says("do not know"), verified::toString);
      assertFalse(verified.says("does not know"), verified::toString);
      assertFalse(verified.says("without key"), verified::toString);
      assertTrue(verified.says("ok      the topic holds these leaves"), verified::toString);
      assertTrue(copy.number("select count(*) from entry where dup_of is not null") > 0);
      assertTrue(copy.number("select count(*) from entry where state = 'invalid'") > 0);
      assertTrue(copy.number("select count(*) from auditor_view") > 0);
      assertTrue(copy.number("select count(*) from entry_subject") > 0);
      assertEquals(4, copy.number("select count(*) from entry where state = 'shredded'"));
      assertEquals(2, copy.number("select count(*) from held_opening"));
      assertTrue(verified.says("KEY 1"), verified::toString);
    }
  }

  @Test
  void verify_withoutTheKeys_comparesTheRestAndSaysSo() throws SQLException {
    try (var copy = CopiedProjection.of(linkage, SCHEMA)) {
      Verified verified = copy.verify(new Object[0]);
      assertEquals(0, verified.status(), verified::toString);
      assertTrue(verified.says("not compared without key: {"), verified::toString);
      assertTrue(verified.says("entry=[affair, case_reference,"), verified::toString);
      copy.execute(
          "update entry set released_at = released_at + interval '1 s'"
              + " where leaf_index = "
              + ANSWERED);
      verified = copy.verify(new Object[0]);
      assertEquals(1, verified.status(), verified::toString);
      assertTrue(
          verified.says("column released_at: expected what its release"), verified::toString);
    }
  }

  /** Nobody needs a key to see that something was destroyed that the log does not know of. */
  @Test
  void verify_destroyedUnlogged_failsWithoutTheKeys() throws SQLException {
    try (var copy = CopiedProjection.of(linkage, SCHEMA)) {
      copy.execute(
          "update entry set state = 'shredded', staff = null where leaf_index = " + ANSWERED);
      Verified verified = copy.verify(new Object[0]);
      assertEquals(1, verified.status(), verified::toString);
      assertTrue(verified.says("expected what its records hide, but leaf"), verified::toString);
    }
    try (var copy = CopiedProjection.of(linkage, SCHEMA)) {
      copy.execute("update period_key set wrapped = sha256(''), destroyed_at = null" + OLD_MONTH);
      Verified verified = copy.verify(new Object[0]);
      assertEquals(1, verified.status(), verified::toString);
      assertTrue(verified.says("says that it was destroyed; found one"), verified::toString);
    }
  }

  static Stream<Arguments> tamperings() {
    String answered = " where leaf_index = " + ANSWERED;
    return Stream.of(
        Arguments.of(
            "update entry set staff = 'somebody-else'" + answered, "entry", "column staff"),
        Arguments.of("update entry set affair = null" + answered, "entry", "column affair"),
        Arguments.of(
            "update entry set information = array['other']" + answered,
            "entry",
            "column information"),
        Arguments.of("update entry set outcome = 'open'" + answered, "entry", "column outcome"),
        Arguments.of("update entry set statuses = null" + answered, "entry", "column statuses"),
        Arguments.of(
            "update entry set logged_at = logged_at + interval '1 ms'" + answered,
            "entry",
            "column logged_at"),
        Arguments.of("update entry set state = 'invalid'" + answered, "entry", "column state"),
        Arguments.of(
            "update entry set leaf_hash = sha256('')" + answered, "entry", "column leaf_hash"),
        Arguments.of(
            WITHOUT_UNIQUE_INDEXES + "update entry set dup_of = null where dup_of is not null",
            "entry",
            "column dup_of"),
        Arguments.of("update entry set dup_of = 0" + answered, "entry", "column dup_of"),
        Arguments.of("delete from entry" + answered, "entry", "expected a row, found none"),
        Arguments.of(
            "insert into entry (leaf_index, leaf_hash, logged_at, state)"
                + " values (-1, sha256(''), now(), 'invalid')",
            "entry",
            "key [-1]: expected no such row, found one"),
        Arguments.of(
            "insert into entry (leaf_index, leaf_hash, logged_at, state)"
                + " values (1000000, sha256(''), now(), 'invalid')",
            "entry",
            "key [1000000]: expected no such row, found one"),
        Arguments.of(
            "update leaf set record = record || '\\x00'" + answered, "leaf", "column record"),
        Arguments.of(
            "update leaf set logged_at = logged_at + interval '1 ms'" + answered,
            "leaf",
            "column logged_at"),
        Arguments.of(
            "insert into leaf (leaf_index, logged_at, record)"
                + " select leaf_index, logged_at + interval '1 s', record from leaf"
                + answered,
            "leaf",
            "expected no such row, found one"),
        Arguments.of("delete from leaf" + answered, "leaf", "expected a row, found none"),
        Arguments.of(
            "update entry_subject set lid = decode(repeat('00', 16), 'hex')" + answered,
            "entry_subject",
            "item 0, column lid"),
        Arguments.of(
            "update entry_subject set rejected = not rejected" + answered,
            "entry_subject",
            "item 0, column rejected"),
        Arguments.of(
            "delete from entry_subject" + answered, "entry_subject", "expected a row, found none"),
        Arguments.of(
            "insert into entry_subject values (decode(repeat('00', 16), 'hex'), "
                + ANSWERED
                + ", 7, false)",
            "entry_subject",
            "expected no such row, found one"),
        Arguments.of(
            "update auditor_view set auditor = 'nobody'", "auditor_view", "column auditor"),
        Arguments.of(
            "update auditor_view set reason = 'none at all'", "auditor_view", "column reason"),
        Arguments.of("delete from auditor_view", "auditor_view", "expected a row, found none"),
        Arguments.of(
            "update tile set hashes = set_byte(hashes, 32, get_byte(hashes, 32) # 1)"
                + " where level = 0 and index = 0",
            "tile",
            "tile/0/000"),
        Arguments.of("delete from tile where level = 0 and index = 0", "tile", "tile/0/000"),
        Arguments.of(
            "insert into tile values (7, 0, 1, sha256(''))",
            "tile",
            "key [7, 0]: expected no such row"),
        Arguments.of(
            "update log_state set root = sha256('')", "log_state", "column root: expected"),
        Arguments.of(
            "update checkpoint set size = size - 1", "checkpoint", "column size: expected"),
        Arguments.of(
            "update cosigned_checkpoint set note = set_byte(note, 40, get_byte(note, 40) # 1)",
            "cosigned_checkpoint",
            "column note: "));
  }

  static Stream<Arguments> tamperingsOfWhatIsDestroyed() {
    String shredded = " where leaf_index = " + SHREDDED;
    return Stream.of(
        Arguments.of(
            "update entry set period = '2019-02'" + shredded, "entry", "column period: expected"),
        Arguments.of(
            "update entry set staff = 'somebody'" + shredded,
            "entry",
            "column staff: expected null, found"),
        Arguments.of(
            "update entry set state = 'valid'" + shredded, "entry", "column state: expected"),
        Arguments.of(
            "update entry set outcome = 'answered' where state = 'shredded' and type = 'RELEASE'",
            "entry",
            "column outcome: expected released"),
        Arguments.of(
            "update entry set outcome = 'answered', statuses = array['answered']" + shredded,
            "entry",
            "column outcome: expected what its release"),
        Arguments.of(
            "insert into entry_subject values (decode(repeat('00', 16), 'hex'), "
                + SHREDDED
                + ", 0, false)",
            "entry_subject",
            "expected no such row, found one"),
        Arguments.of(
            "update held_opening set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)",
            "held_opening",
            "column sealed: expected what opens the record"),
        Arguments.of(
            "update held_opening set period = '2019-02'",
            "held_opening",
            "column period: expected " + DestroyedMonth.NAME),
        Arguments.of(
            "update held_opening set exchange_id = gen_random_uuid()",
            "held_opening",
            "column exchange_id: expected"),
        Arguments.of("delete from held_opening", "entry", "column state: expected shredded"),
        Arguments.of(
            "insert into held_opening (leaf_index, period, sealed)"
                + " select leaf_index, period, '' from entry where leaf_index = "
                + ANSWERED,
            "held_opening",
            "leaf "),
        Arguments.of(
            "insert into held_opening (leaf_index, period, sealed) values (1000000, '2019-01', '')",
            "held_opening",
            "leaf 1000000: expected no such row"),
        Arguments.of(
            "update period_key set entries = entries + 1" + OLD_MONTH,
            "period_key",
            "column entries: expected 4, found 5"),
        Arguments.of(
            "update period_key set record_index = 0" + OLD_MONTH,
            "period_key",
            "column record_index: expected"),
        Arguments.of(
            "update period_key set destroyed_at = now() + interval '1 day'" + OLD_MONTH,
            "period_key",
            "column destroyed_at: expected"),
        Arguments.of("delete from period_key" + OLD_MONTH, "period_key", "expected a row"),
        Arguments.of(
            "update period_key set wrapped = null, destroyed_at = now(), entries = 0"
                + " where wrapped is not null",
            "period_key",
            "expected shredded rows, but leaf"));
  }

  @ParameterizedTest
  @MethodSource({"tamperings", "tamperingsOfWhatIsDestroyed"})
  void verify_tamperedDatabase_failsAndNamesIt(String sql, String table, String named)
      throws SQLException {
    try (var copy = CopiedProjection.of(linkage, SCHEMA)) {
      copy.execute(sql);
      Verified verified = copy.verify();
      assertEquals(1, verified.status(), verified::toString);
      String failed =
          verified
              .out()
              .lines()
              .filter(line -> line.startsWith("FAILED  table " + table + ":"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(verified.toString()));
      assertTrue(failed.contains(named), verified::toString);
    }
  }

  /** What stays equal for a reader of one table, but not for the records. */
  @Test
  void verify_twoRowsSwapped_failsForBoth() throws SQLException {
    try (var copy = CopiedProjection.of(linkage, SCHEMA)) {
      copy.execute(
          "create temporary table two as select leaf_index, case_reference, rank() over (order by"
              + " leaf_index) from entry where type = 'REQUEST' and dup_of is null"
              + " order by leaf_index limit 2",
          "update two set case_reference = 'case ' || rank",
          "update entry set case_reference = two.case_reference from two"
              + " where two.leaf_index = entry.leaf_index");
      Verified verified = copy.verify();
      assertEquals(1, verified.status(), verified::toString);
      assertTrue(
          verified.out().contains("column case_reference: expected what the record says")
              && verified.out().contains("(and 1 more rows)"),
          verified::toString);
    }
  }
}
