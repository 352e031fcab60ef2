package jp.linkage.audit.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static jp.linkage.protocol.manifest.TestParties.AOBA_TAX;
import static jp.linkage.protocol.manifest.TestParties.AOBA_WELFARE;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import jp.linkage.audit.TestGateway;
import jp.linkage.audit.TestGateway.Terms;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.exchange.ExchangeRows;
import jp.linkage.audit.exchange.ReleaseRows;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.record.ComposeRecord;
import jp.linkage.audit.record.SignReceipt;
import jp.linkage.kit.database.Parameters;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.kit.manifest.HeldManifest;
import jp.linkage.protocol.assertion.SignedAssertion;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.header.ExchangeId;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.header.StaffPseudonym;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ReleaseItem;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.AnswerStatus;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ViewQuery;
import jp.linkage.protocol.receipt.ViewReason;

/**
 * What the service would have logged years ago: records of then, under the keys of then, appended
 * today, with the rows that it keeps beside the log.
 */
@ApplicationScoped
class OldExchanges {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Whatever was signed: the log holds its hash. */
  private static final SignedAssertion ASSERTION = new SignedAssertion("e30.e30.c2ln");

  private final PeriodKeys periodKeys;
  private final ComposeRecord compose;
  private final SignReceipt receipts;
  private final LogKafka log;
  private final HeldManifest manifests;
  private final Transactions transactions;

  OldExchanges(
      PeriodKeys periodKeys,
      ComposeRecord compose,
      SignReceipt receipts,
      LogKafka log,
      HeldManifest manifests,
      Transactions transactions) {
    this.periodKeys = periodKeys;
    this.compose = compose;
    this.receipts = receipts;
    this.log = log;
    this.manifests = manifests;
    this.transactions = transactions;
  }

  /**
   * An old exchange.
   *
   * @param secrets what nobody may find any more when its month is destroyed
   */
  record Old(
      ExchangeId id,
      AcknowledgedRecord request,
      AcknowledgedRecord release,
      Bytes lid,
      List<String> secrets) {}

  /** A request and its release, each at its time. */
  Old answered(TestGateway gateway, String mark, Instant asked, Instant released) {
    Terms terms =
        Terms.now().by("staff-" + mark).inCase("reference-" + mark).ofOffice("office-" + mark);
    Header header = gateway.convertHeader(AOBA_WELFARE, AOBA_TAX, 1, terms);
    Bytes root = random(32);
    Bytes lid = random(16);
    AcknowledgedRecord first =
        log.append(
            compose
                .exchange(
                    origin(),
                    RecordType.REQUEST,
                    new ComposeRecord.Asked(
                        header, ASSERTION, root, Optional.of(random(32)), Optional.of(random(32))),
                    List.of(SubjectId.of(lid.toArray())),
                    List.of(),
                    Optional.empty(),
                    periodKeys.at(asked),
                    asked)
                .leaf());
    List<ReleaseItem> items =
        List.of(new ReleaseItem(AnswerStatus.ANSWERED, Optional.of(random(32))));
    Bytes answers = random(32);
    Bytes outcomes = random(32);
    AcknowledgedRecord second =
        log.append(
            compose
                .release(
                    origin(),
                    new ComposeRecord.Answered(
                        header, ASSERTION, root, answers, outcomes, List.of(AnswerStatus.ANSWERED)),
                    periodKeys.at(released),
                    released)
                .leaf());
    transactions.inTransaction(connection -> {
      LogReceipt receipt = receipts.sign(first, Roots.NO_OUTPUT);
      var _ = RoundTrip.of(connection, ExchangeRows.bind(header, root));
      var _ =
          RoundTrip.of(
              connection,
              ExchangeRows.complete(
                  header.exchangeId(), RecordType.REQUEST, List.of(0), receipt, random(40)));
      var _ =
          RoundTrip.of(
              connection,
              ReleaseRows.insert(
                  header, answers, outcomes, items, receipts.sign(second, answers), random(40)));
      return true;
    });
    execute(
        "insert into subject (lid, registered_at) values (?, ?)",
        lid,
        asked.minusNanos(123_456_000));
    return new Old(
        header.exchangeId(),
        first,
        second,
        lid,
        List.of(
            "staff-" + mark,
            "reference-" + mark,
            "office-" + mark,
            // in the stored header
            hex(("staff-" + mark).getBytes(UTF_8)),
            // of the row beside the log
            hex(items.getFirst().answerDigest().orElseThrow().toArray())));
  }

  /** An auditor's look of then, which opened a case; and a search that he kept. */
  UUID auditorsCase(String mark, Instant opened) {
    AcknowledgedRecord view =
        log.append(
            compose
                .view(
                    origin(),
                    new ComposeRecord.Looked(
                        new StaffPseudonym("auditor-" + mark),
                        Optional.empty(),
                        new ViewQuery("open-case", new TreeMap<>(Map.of("days", "days-" + mark))),
                        new ViewReason("reason-" + mark)),
                    periodKeys.at(opened),
                    opened)
                .leaf());
    UUID id = UUID.randomUUID();
    execute(
        "insert into audit_case (case_id, auditor, leaf_index, opened_at, expires_at)"
            + " values (?, ?, ?, ?, ?)",
        id,
        "auditor-" + mark,
        view.offset(),
        opened,
        opened.plusSeconds(1000));
    UUID search = UUID.randomUUID();
    execute(
        "insert into saved_search (search_id, owner, version) values (?, ?, 1)",
        search,
        "auditor-" + mark);
    execute(
        "insert into saved_search_version (search_id, version, name, shared, conditions, saved_at)"
            + " values (?, 1, ?, false, ?, ?)",
        search,
        "search-" + mark,
        "{\"staff\":\"condition-" + mark + "\"}",
        opened);
    return id;
  }

  /** Everything of {@link #auditorsCase} that nobody may find any more. */
  static List<String> secretsOfCase(String mark) {
    return List.of(
        "auditor-" + mark, "days-" + mark, "reason-" + mark, "search-" + mark, "condition-" + mark);
  }

  private void execute(String sql, Object... values) {
    transactions.inTransaction(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        Parameters.set(statement, values);
        return statement.executeUpdate();
      }
    });
  }

  static String hex(byte[] octets) {
    return HexFormat.of().formatHex(octets);
  }

  private String origin() {
    return manifests.current().manifest().audit().logOrigin();
  }

  private static Bytes random(int length) {
    byte[] octets = new byte[length];
    RANDOM.nextBytes(octets);
    return Bytes.of(octets);
  }
}
