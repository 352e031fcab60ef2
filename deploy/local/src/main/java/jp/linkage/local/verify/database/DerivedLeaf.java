package jp.linkage.local.verify.database;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import jp.linkage.local.verify.database.OpenLeaf.Reading;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.receipt.LogRecord;
import jp.linkage.protocol.receipt.RecordType;

/**
 * What the rows of a leaf must hold, as far as the leaf alone says it.
 *
 * @param entry the columns of its row in {@code entry}, without {@code dup_of}
 * @param record what it is; none where it attests nothing
 * @param identity what makes another leaf its duplicate, 16 octets; none where it is no record
 * @param period the month whose key seals what it hides; none where it hides nothing
 * @param reading whether that was opened
 * @param view the columns of its row in {@code auditor_view}, which only a first leaf has
 * @param subjects the columns of its rows in {@code entry_subject}, in order
 * @param release what it changes, when it is a RELEASE
 */
record DerivedLeaf(
    Map<String, Expected> entry,
    Optional<LogRecord> record,
    Optional<Bytes> identity,
    Optional<String> period,
    Reading reading,
    Optional<Map<String, Expected>> view,
    List<Map<String, Expected>> subjects,
    Optional<Release> release) {
  /**
   * What a release says about its request.
   *
   * @param request the request's identity
   * @param values of {@link Identities#RELEASED}; nothing for one that the auditor cannot open
   * @param left the same, when the key of the release's month was destroyed
   */
  record Release(
      Bytes request,
      List<Optional<Optional<String>>> values,
      List<Optional<Optional<String>>> left) {}

  /** Whether it is a REQUEST, whose row a release changes. */
  boolean isRequest() {
    return record.filter(known -> known.type() == RecordType.REQUEST).isPresent();
  }
}
