package jp.linkage.audit.conversion;

import java.util.List;
import java.util.Optional;
import jp.linkage.protocol.conversion.Audited;
import jp.linkage.protocol.conversion.SubjectId;
import jp.linkage.protocol.json.Bytes;
import jp.linkage.protocol.message.ConversionRequest;

/**
 * A request of which every signature and every proof was verified.
 *
 * @param requestRoot what A signed
 * @param subjectRoot of the gateway's steps towards the log
 * @param items one for each item, in order
 */
record Verified(
    ConversionRequest request,
    ConversionKeys keys,
    Bytes requestRoot,
    Optional<Bytes> conversionRoot,
    Bytes subjectRoot,
    List<VerifiedItem> items) {

  /**
   * One item.
   *
   * @param lid who it is about
   * @param audited what the share may be lent for; empty where the token goes to no agency
   */
  record VerifiedItem(SubjectId lid, Optional<Audited> audited) {}

  /** The log pseudonyms, in the order of the items. */
  List<SubjectId> lids() {
    return items.stream().map(VerifiedItem::lid).toList();
  }
}
