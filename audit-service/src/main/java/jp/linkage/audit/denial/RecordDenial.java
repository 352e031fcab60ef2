package jp.linkage.audit.denial;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.audit.append.LogKafka;
import jp.linkage.audit.database.Transactions;
import jp.linkage.audit.exchange.Binding;
import jp.linkage.audit.exchange.DenialRows;
import jp.linkage.audit.exchange.ExchangeProblems;
import jp.linkage.audit.period.PeriodKey;
import jp.linkage.audit.period.PeriodKeys;
import jp.linkage.audit.quota.Quota;
import jp.linkage.audit.record.ComposeRecord;
import jp.linkage.audit.record.SignReceipt;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.Manifest;
import jp.linkage.protocol.message.DenialNotice;
import jp.linkage.protocol.message.ReleaseResponse;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.RecordType;

/** Appends DENY for a request whose σ_A the caller has verified. */
@ApplicationScoped
public class RecordDenial {
  private final Quota quota;
  private final DenialRows denials;
  private final PeriodKeys periodKeys;
  private final ComposeRecord compose;
  private final LogKafka log;
  private final SignReceipt receipts;
  private final Transactions transactions;

  RecordDenial(
      Quota quota,
      DenialRows denials,
      PeriodKeys periodKeys,
      ComposeRecord compose,
      LogKafka log,
      SignReceipt receipts,
      Transactions transactions) {
    this.quota = quota;
    this.denials = denials;
    this.periodKeys = periodKeys;
    this.compose = compose;
    this.log = log;
    this.receipts = receipts;
    this.transactions = transactions;
  }

  /**
   * Records the denial, or finds that it is recorded.
   *
   * @return the bytes of a {@link ReleaseResponse}
   * @throws jp.linkage.kit.problem.ProblemException {@code quota-exceeded}, if the agency was
   *     denied too often
   */
  public Bytes record(DenialNotice notice, Manifest manifest, Instant now) {
    quota.takeDenial(notice.header().agency());
    PeriodKey key = periodKeys.at(now);
    return transactions.inTransaction(connection ->
        switch (denials.bind(connection, notice.header(), notice.requestRoot())) {
          case Binding.New() -> append(connection, notice, manifest, key, now);
          case Binding known -> ExchangeProblems.answered(known);
        });
  }

  private Bytes append(
      Connection connection, DenialNotice notice, Manifest manifest, PeriodKey key, Instant now)
      throws SQLException {
    ExchangeRecord record =
        compose.exchange(
            manifest.audit().logOrigin(),
            RecordType.DENY,
            new ComposeRecord.Asked(
                notice.header(),
                notice.assertion(),
                notice.requestRoot(),
                Optional.empty(),
                Optional.empty()),
            List.of(),
            List.of(),
            Optional.of(notice.reason()),
            key,
            now);
    AcknowledgedRecord acknowledged = log.append(record.leaf());
    LogReceipt receipt = receipts.sign(acknowledged, Roots.NO_OUTPUT);
    Bytes response = Bytes.of(new ReleaseResponse(receipt).bytes());
    denials.complete(connection, notice.header(), notice.requestRoot(), receipt, response);
    return response;
  }
}
