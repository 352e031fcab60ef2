package jp.linkage.audit.conversion;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jp.linkage.audit.append.AcknowledgedRecord;
import jp.linkage.kit.steps.WirePoints;
import jp.linkage.protocol.conversion.AuditShare;
import jp.linkage.protocol.conversion.Audited;
import jp.linkage.protocol.message.AuditStep;
import jp.linkage.protocol.receipt.ExchangeRecord;
import jp.linkage.protocol.receipt.RecordType;

/**
 * Lends the service's share: the one place that does. It takes the acknowledged record of this very
 * exchange, which only the append can make, so that there is no share without a record (protocol §5
 * rule 1).
 */
@ApplicationScoped
class LendShare {

  /**
   * Completes the conversion of the items that the registry knows.
   *
   * @param acknowledged the record, in the log
   * @param record what it says
   * @param rejected the items that the registry does not know
   * @return one step for each item, empty for a rejected one
   */
  List<Optional<AuditStep>> lend(
      AcknowledgedRecord acknowledged,
      ExchangeRecord record,
      Verified verified,
      Set<Integer> rejected) {
    requireRecordOf(acknowledged, record, verified);
    AuditShare toShare = verified.keys().share(verified.request().header().toNamespace());
    List<Optional<AuditStep>> steps = new ArrayList<>(verified.items().size());
    for (int i = 0; i < verified.items().size(); i++) {
      Audited audited = verified.items().get(i).audited().orElseThrow();
      steps.add(
          rejected.contains(i)
              ? Optional.empty()
              : Optional.of(WirePoints.write(verified.keys().conversion().lend(audited, toShare))));
    }
    return steps;
  }

  private static void requireRecordOf(
      AcknowledgedRecord acknowledged, ExchangeRecord record, Verified verified) {
    boolean same =
        Arrays.equals(acknowledged.leaf(), record.bytes())
            && (record.type() == RecordType.REQUEST || record.type() == RecordType.ENROL)
            && record.exchangeId().equals(verified.request().header().exchangeId())
            && record.requestRoot().equals(verified.requestRoot())
            && record.conversionRoot().equals(verified.conversionRoot());
    if (!same) {
      throw new IllegalArgumentException("expected the record of this conversion");
    }
  }
}
