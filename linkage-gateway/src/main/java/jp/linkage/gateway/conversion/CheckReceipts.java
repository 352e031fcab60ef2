package jp.linkage.gateway.conversion;

import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.crypto.ProtocolViolation;
import jp.linkage.protocol.crypto.ProtocolViolation.Reason;
import jp.linkage.protocol.header.Header;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.manifest.ManifestAudit;
import jp.linkage.protocol.message.AuditStep;
import jp.linkage.protocol.message.BrokerStep;
import jp.linkage.protocol.message.ConversionItem;
import jp.linkage.protocol.message.ConversionRequest;
import jp.linkage.protocol.message.ConversionResponse;
import jp.linkage.protocol.message.ConversionResult;
import jp.linkage.protocol.message.ReleaseRequest;
import jp.linkage.protocol.message.Roots;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.LogReceipt;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;
import jp.linkage.protocol.receipt.ReleaseRecord;

/**
 * Whether a receipt promises the record that the exchange needs (protocol §4.5, §4.6): signed by
 * the log's key, in the log of the manifest, about this exchange, this request and these
 * conversions. π_S is left to B, who alone opens what it proves.
 */
final class CheckReceipts {
  private CheckReceipts() {}

  /**
   * Checks the answer to M2.
   *
   * @throws ProtocolViolation when the receipt does not hold
   */
  static void requireRecorded(
      ConversionResponse response,
      ConversionRequest request,
      Bytes requestRoot,
      ManifestAudit audit) {
    Header header = request.header();
    LogRecord leaf = requireSigned(response.receipt(), audit);
    if (!(leaf instanceof ExchangeRecord record)) {
      throw refused("the record of an exchange");
    }
    boolean allRejected =
        response.items().stream().allMatch(ConversionResult.UnknownPerson.class::isInstance);
    // §4.1: DENY when no item is registered
    RecordType expected = allRejected ? RecordType.DENY : RecordType.of(header.type());
    require(record.type() == expected, "a record of the type " + expected);
    require(record.exchangeId().equals(header.exchangeId()), "the exchange's id");
    require(record.requestRoot().equals(requestRoot), "the request's root");
    require(
        record.subjectRoot().equals(Optional.of(Roots.subjectRoot(request))),
        "the root of the subjects");
    List<BrokerStep> steps =
        request.items().stream().flatMap(item -> toAgency(item).stream()).toList();
    if (record.conversionRoot().isPresent()) {
      require(
          record.conversionRoot().get().equals(Roots.conversionRoot(steps)),
          "the root of the conversions");
    }
    require(
        response.receipt().outputDigest().equals(outputDigest(steps, response)),
        "the digest of the output");
  }

  private static Optional<BrokerStep> toAgency(ConversionItem item) {
    return switch (item) {
      case ConversionItem.Conversion conversion -> Optional.of(conversion.toAgency());
      case ConversionItem.Registration _, ConversionItem.Reading _ -> Optional.empty();
    };
  }

  private static Bytes outputDigest(List<BrokerStep> steps, ConversionResponse response) {
    if (steps.isEmpty()) {
      return Roots.NO_OUTPUT;
    }
    List<Optional<AuditStep>> results =
        response.items().stream()
            .map(item ->
                item instanceof ConversionResult.Converted converted
                    ? Optional.of(converted.step())
                    : Optional.<AuditStep>empty())
            .toList();
    return Roots.outputDigest(steps, results);
  }

  /**
   * Checks the answer to a release request.
   *
   * @throws ProtocolViolation when the receipt does not hold
   */
  static void requireReleased(
      LogReceipt receipt, ReleaseRequest request, Bytes requestRoot, ManifestAudit audit) {
    if (!(requireSigned(receipt, audit) instanceof ReleaseRecord record)) {
      throw refused("the record of a release");
    }
    Bytes answersRoot = Roots.answersRoot(request.items());
    require(record.exchangeId().equals(request.header().exchangeId()), "the exchange's id");
    require(record.requestRoot().equals(requestRoot), "the request's root");
    require(record.answersRoot().equals(answersRoot), "the root of the answers");
    require(record.outcomes().equals(request.outcomes()), "the commitment to the outcomes");
    require(record.assertion().equals(request.assertion().hash()), "the hash of σ_B");
    require(receipt.outputDigest().equals(answersRoot), "the digest of the output");
  }

  /** The record of a receipt that the log's key signed. */
  private static LogRecord requireSigned(LogReceipt receipt, ManifestAudit audit) {
    LogRecord record = receipt.verify(audit.logKey());
    require(record.log().equals(audit.logOrigin()), "the log of the manifest");
    return record;
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw refused(expected);
    }
  }

  private static ProtocolViolation refused(String expected) {
    return new ProtocolViolation(Reason.MALFORMED_VALUE, "expected a receipt for " + expected);
  }
}
