package jp.linkage.audit.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.conversion.Verified.VerifiedItem;
import jp.linkage.audit.database.Transactions.Ending;
import jp.linkage.audit.disclosure.CasePersonRows;
import jp.linkage.audit.exchange.ExchangeRows;
import jp.linkage.audit.period.PeriodKey;
import jp.linkage.audit.record.ComposeRecord;
import jp.linkage.audit.record.SignReceipt;
import jp.linkage.audit.registry.SubjectRows;
import jp.linkage.kit.database.RoundTrip;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.crypto.Hpke;
import jp.linkage.protocol.crypto.HpkeMessage;
import jp.linkage.protocol.crypto.HpkePublicKey;
import jp.linkage.protocol.header.ExchangeType;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.AuditStep;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.message.Sealed;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.RecordType;

/**
 * The middle of an exchange: registry, record, and only then the answer. In the caller's
 * transaction.
 */
@ApplicationScoped
class RecordConversion {
  /** Why the log denies an exchange about nobody that it knows. */
  private static final String NOBODY_KNOWN = "no item is in the registry";

  private final ComposeRecord compose;
  private final LogKafka log;
  private final SignReceipt receipts;
  private final LendShare lendShare;
  private final ReadHistory readHistory;
  private final CasePersonRows casePersons;

  RecordConversion(
      ComposeRecord compose,
      LogKafka log,
      SignReceipt receipts,
      LendShare lendShare,
      ReadHistory readHistory,
      CasePersonRows casePersons) {
    this.compose = compose;
    this.log = log;
    this.receipts = receipts;
    this.lendShare = lendShare;
    this.readHistory = readHistory;
    this.casePersons = casePersons;
  }

  /**
   * Records and answers an exchange whose id the caller has just bound.
   *
   * @param known those of its subjects that are registered
   * @return the response, and how it is stored
   * @throws jp.linkage.audit.append.LogUnavailable if the log does not acknowledge; the caller
   *     rolls everything back
   */
  Ending<Bytes> record(
      Connection connection, Verified verified, Set<SubjectId> known, PeriodKey key, Instant now)
      throws SQLException {
    Header header = verified.request().header();
    List<SubjectId> lids = verified.lids();
    Set<SubjectId> registered =
        header.type() == ExchangeType.REGISTER
            ? RoundTrip.of(connection, SubjectRows.register(lids))
            : known;
    Set<Integer> rejected = rejected(header.type(), lids, registered);
    ExchangeRecord record = compose(verified, rejected, key, now);
    AcknowledgedRecord acknowledged = log.append(record.leaf());
    if (header.type() == ExchangeType.READLOG) {
      casePersons.open(connection, header, lids, rejected, now);
    }
    Answer answer = answer(connection, verified, record, acknowledged, registered, rejected);
    LogReceipt receipt = receipts.sign(acknowledged, answer.outputDigest());
    Bytes response = Bytes.of(new ConversionResponse(answer.results(), receipt).bytes());
    return Ending.with(
        response,
        ExchangeRows.complete(header.exchangeId(), record.type(), rejected, receipt, response));
  }

  private static Set<Integer> rejected(
      ExchangeType type, List<SubjectId> lids, Set<SubjectId> known) {
    Set<Integer> rejected = new TreeSet<>();
    if (type != ExchangeType.REGISTER) {
      IntStream.range(0, lids.size())
          .filter(i -> !known.contains(lids.get(i)))
          .forEach(rejected::add);
    }
    return rejected;
  }

  private ExchangeRecord compose(
      Verified verified, Set<Integer> rejected, PeriodKey key, Instant now) {
    Header header = verified.request().header();
    boolean denied = header.type().endsAtAgency() && rejected.size() == header.count();
    return compose.exchange(
        verified.keys().manifest().audit().logOrigin(),
        denied ? RecordType.DENY : RecordType.of(header.type()),
        new ComposeRecord.Asked(
            header,
            verified.request().assertion(),
            verified.requestRoot(),
            denied ? Optional.empty() : verified.conversionRoot(),
            Optional.of(verified.subjectRoot())),
        verified.lids(),
        List.copyOf(rejected),
        denied ? Optional.of(NOBODY_KNOWN) : Optional.empty(),
        key,
        now);
  }

  private record Answer(List<ConversionResult> results, Bytes outputDigest) {}

  private Answer answer(
      Connection connection,
      Verified verified,
      ExchangeRecord record,
      AcknowledgedRecord acknowledged,
      Set<SubjectId> registered,
      Set<Integer> rejected)
      throws SQLException {
    return switch (verified.request().header().type()) {
      case CONVERT, ENROL -> {
        List<Optional<AuditStep>> steps =
            record.type() == RecordType.DENY
                ? verified.items().stream().map(_ -> Optional.<AuditStep>empty()).toList()
                : lendShare.lend(acknowledged, record, verified, rejected);
        yield new Answer(
            steps.stream().map(RecordConversion::converted).toList(),
            Roots.outputDigest(brokerSteps(verified), steps));
      }
      case REGISTER -> new Answer(registrations(verified.lids(), registered), Roots.NO_OUTPUT);
      case READLOG ->
          new Answer(histories(connection, verified, acknowledged, rejected), Roots.NO_OUTPUT);
    };
  }

  private static ConversionResult converted(Optional<AuditStep> step) {
    return step.<ConversionResult>map(ConversionResult.Converted::new)
        .orElseGet(ConversionResult.UnknownPerson::new);
  }

  private static List<BrokerStep> brokerSteps(Verified verified) {
    List<BrokerStep> steps = new ArrayList<>();
    for (ConversionItem item : verified.request().items()) {
      if (item instanceof ConversionItem.Conversion conversion) {
        steps.add(conversion.toAgency());
      }
    }
    return steps;
  }

  private static List<ConversionResult> registrations(
      List<SubjectId> lids, Set<SubjectId> registered) {
    Set<SubjectId> fresh = new HashSet<>(registered);
    return lids.stream()
        .<ConversionResult>map(lid ->
            fresh.remove(lid)
                ? new ConversionResult.Registered()
                : new ConversionResult.AlreadyRegistered())
        .toList();
  }

  private List<ConversionResult> histories(
      Connection connection,
      Verified verified,
      AcknowledgedRecord acknowledged,
      Set<Integer> rejected)
      throws SQLException {
    Header header = verified.request().header();
    List<ConversionResult> results = new ArrayList<>();
    for (int i = 0; i < verified.items().size(); i++) {
      if (rejected.contains(i)) {
        results.add(new ConversionResult.UnknownPerson());
        continue;
      }
      VerifiedItem item = verified.items().get(i);
      byte[] extract = readHistory.read(connection, item.lid(), acknowledged).bytes();
      results.add(
          new ConversionResult.Read(seal(header, i, verified.request().items().get(i), extract)));
    }
    return results;
  }

  private static Sealed seal(Header header, int index, ConversionItem item, byte[] extract) {
    if (!(item instanceof ConversionItem.Reading reading)) {
      throw new IllegalStateException("READLOG has readings only");
    }
    Bytes hash = header.itemHash(index);
    HpkeMessage message =
        Hpke.seal(
                HpkePublicKey.decode(reading.answerKey().toArray()),
                hash.toArray(),
                item.subject().binding(hash).toArray(),
                extract)
            .message();
    return WirePoints.write(message);
  }
}
